import HTTP
import JSON
import Store
import Time

/// The JSON object that a control call brings: every member is asked for by name, and none may be left over.
///
/// All its methods throw `Problem`.
package struct ControlBody: Sendable {
  private let object: JSONValue?
  private let known: [String]
  /// What members are named with: `count.` for those of one.
  private let place: String

  /// - Parameter known: the members that the call takes.
  package init(_ request: borrowing Request, known: [String]) throws {
    let bytes = request.bodyBytes
    // A call that needs nothing said may say nothing.
    let isBlank = !bytes.contains { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    try self.init(isBlank ? nil : try Document(parsing: bytes).root, named: "The body", known: known)
  }

  /// - Parameter name: what complaints call it.
  package init(_ root: JSONValue?, named name: String, known: [String]) throws(Problem) {
    try self.init(root, named: name, at: "", known: known)
  }

  /// An object that is a member of another.
  init(_ member: JSONValue, of name: String, known: [String]) throws(Problem) {
    try self.init(member, named: name, at: name + ".", known: known)
  }

  private init(_ root: JSONValue?, named name: String, at place: String, known: [String]) throws(Problem) {
    self.known = known
    self.place = place
    object = root
    guard let root else { return }
    guard root.kind == .object else { throw Problem(.badRequest, "\(name) should be a JSON object: this is \(root)") }
    try refuseUnknown(in: root)
  }

  private func refuseUnknown(in object: JSONValue) throws(Problem) {
    guard let members = object.members else { return }
    for (key, _) in members where !known.contains(key) {
      let takes = known.isEmpty ? "this call takes none" : "this call takes \(known.joined(separator: ", "))"
      throw Problem(.badRequest, "\(place)\(key): there is no such member; \(takes)")
    }
  }

  /// The member as it came; nil where it is left out or null.
  package subscript(name: String) -> JSONValue? {
    guard let value = object?[name], !value.isNull else { return nil }
    return value
  }

  /// Whether the member is there, null or not.
  package func has(_ name: String) -> Bool { object?[name] != nil }

  package func string(_ name: String) throws(Problem) -> String? {
    try read(name, "a string") { $0.string }
  }

  package func bool(_ name: String) throws(Problem) -> Bool? {
    try read(name, "true or false") { $0.bool }
  }

  /// A whole number within `range`.
  package func integer(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
    try read(name, "a whole number from \(range.lowerBound) to \(range.upperBound)") { value in
      value.integer.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A whole number of 64 bits without a sign.
  func unsigned(_ name: String) throws(Problem) -> UInt64? {
    try read(name, "a whole number from 0 to \(UInt64.max)") { value in
      value.number.flatMap { UInt64("\($0)") }
    }
  }

  package func moment(_ name: String) throws(Problem) -> Timestamp? {
    try read(name, "a moment such as 2017-03-03T12:00:00Z") { $0.string.flatMap { Timestamp($0) } }
  }

  package func require<Member>(_ member: Member?, _ name: String) throws(Problem) -> Member {
    guard let member else { throw Problem(.badRequest, "\(place)\(name): it is needed and isn't there") }
    return member
  }

  private func read<Member>(
    _ name: String, _ expected: String, _ decode: (JSONValue) -> Member?
  ) throws(Problem) -> Member? {
    guard let value = self[name] else { return nil }
    guard let member = decode(value) else {
      throw Problem(.badRequest, "\(place)\(name): it should be \(expected), and is \(value)")
    }
    return member
  }
}
