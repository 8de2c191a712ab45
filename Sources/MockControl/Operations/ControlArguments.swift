import Basics
import HTTP
import JSON
import JSONRPC

/// The arguments of a control call, checked against what its operation declares and read by typed keys.
struct ControlArguments: Sendable {
  private let object: JSONValue?
  private let declared: [ControlParameter]
  private let style: ParameterStyle

  static let none = ControlArguments(object: nil, declared: [], style: ParameterStyle())

  private init(object: JSONValue?, declared: [ControlParameter], style: ParameterStyle) {
    self.object = object
    self.declared = declared
    self.style = style
  }

  /// The members of a JSON object; nil stands for an empty one.
  ///
  /// - Parameters:
  ///   - place: what names in messages begin with: `patterns[0].`.
  ///   - subject: what the object is called in messages.
  /// Throws what is wrong with the first member that is wrong.
  init(
    _ object: JSONValue?, _ declared: [ControlParameter], at place: String = "", as subject: String = "the body"
  ) throws(Problem) {
    self.init(object: object, declared: declared, style: ParameterStyle())
    guard object == nil || object?.kind == .object else {
      throw Problem(.badRequest, "\(subject): should be a JSON object\(object.map { ", not \($0)" } ?? "")")
    }
    try refuseUnknown(in: object, under: "", at: place)
    try check(at: place)
  }

  /// The parameters of a query, none of which may be given twice.
  ///
  /// - Parameter takesOthers: whether parameters that aren't declared are taken, too: `others`.
  init(query items: [(name: String, value: String)], _ declared: [ControlParameter], takesOthers: Bool) throws(Problem)
  {
    var names: Set<String> = []
    for item in items {
      guard takesOthers || declared.contains(where: { $0.name == item.name }) else {
        throw Self.unknown("query parameter", item.name, among: declared.map(\.name))
      }
      guard names.insert(item.name).inserted else { throw Problem(.badRequest, "\(item.name): given twice") }
    }
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    writer.object { writer in
      for item in items {
        writer.key(item.name)
        writer.string(item.value)
      }
    }
    // The writer's own output is JSON.
    let object = try? Document(parsing: writer.finish().withBytes { Array($0) }).root
    self.init(object: object, declared: declared, style: ParameterStyle(isForm: true))
    try check(at: "")
  }

  /// The argument that `parameter` names, which its operation has to declare.
  subscript<Argument>(parameter: Parameter<Argument>) -> Argument {
    assert(declared.contains { $0.name == parameter.name }, "\(parameter.name) is not declared by this operation")
    do throws(ArgumentError.Reason) {
      return try parameter.type.read(value(parameter.name), style)
    } catch {
      preconditionFailure("\(parameter.name) was checked: \(error)")
    }
  }

  /// Whether the argument was given, be it null.
  func has<Argument>(_ parameter: Parameter<Argument>) -> Bool { value(parameter.name) != nil }

  /// The same for a member by its name, which may have members of its own.
  func has(named name: String) -> Bool { value(name).map { !$0.isNull } ?? false }

  /// The parameters of a query that aren't declared, in order.
  var others: [(name: String, value: String)] {
    (object?.members.map(Array.init) ?? []).filter { member in !declared.contains { $0.name == member.key } }
      .map { ($0.key, $0.value.string ?? "") }
  }

  private func value(_ name: String) -> JSONValue? {
    name.split(separator: ".").reduce(object) { $0?[String($1)] }
  }

  private func refuseUnknown(in object: JSONValue?, under prefix: String, at place: String) throws(Problem) {
    guard let members = object?.members else { return }
    for (key, value) in members {
      let name = prefix + key
      if declared.contains(where: { $0.name == name }) { continue }
      guard declared.contains(where: { $0.name.hasPrefix(name + ".") }) else {
        let names = declared.map(\.name).filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        throw Self.unknown("member", place + name, key, among: Array(Set(names.map(Self.first))).sorted())
      }
      if value.isNull { continue }
      guard value.kind == .object else {
        throw Problem(.badRequest, "\(place)\(name): should be an object, not \(value)")
      }
      try refuseUnknown(in: value, under: name + ".", at: place)
    }
  }

  private static func first(_ name: String) -> String { String(name.prefix { $0 != "." }) }

  private func check(at place: String) throws(Problem) {
    for parameter in declared {
      // What is required of a member counts only if the member is there.
      if let dot = parameter.name.lastIndex(of: "."), value(String(parameter.name[..<dot])).map(\.isNull) ?? true {
        continue
      }
      if let mistake = parameter.mistake(value(parameter.name), style) {
        throw Problem(.badRequest, "\(place)\(parameter.name): \(mistake)")
      }
    }
  }

  private static func unknown(_ kind: String, _ place: String, _ key: String? = nil, among names: [String]) -> Problem {
    let key = key ?? place
    guard !names.isEmpty else { return Problem(.badRequest, "\(place): unknown \(kind); this call takes none") }
    let nearest = names.map { (name: $0, distance: EditDistance.between(Array(key.utf8.prefix(64)), Array($0.utf8))) }
      .min { $0.distance < $1.distance }
    let guess = nearest.flatMap { $0.distance <= 2 ? "did you mean \($0.name)? " : nil } ?? ""
    return Problem(.badRequest, "\(place): unknown \(kind); \(guess)this call takes \(names.joined(separator: ", "))")
  }
}
