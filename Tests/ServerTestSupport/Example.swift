import Basics
import JSON
import JSONRPC
import Seeds
import Testing

/// An example of the reference: the call, the state in which it holds, and the answer.
package struct Example: Sendable, CustomTestStringConvertible {
  package let name: String
  /// The first revision of the reference in which it holds.
  package let revision: Revision
  package let scenario: String
  package let clock: String
  package let login: String?
  package let password: String
  package let method: String
  package let path: String
  package let body: JSONValue?
  package let status: Int
  package let response: JSONValue

  /// Every example of the manifest, of any revision.
  package static let all: [Example] = SeedFile.examples.flatMap { page in
    (try? Document(parsing: page.text).root.array)?.compactMap(Example.init) ?? []
  }

  /// Those that hold in a revision: a later one takes the place of an earlier one of its name.
  package static func all(in revision: Revision) -> [Example] {
    let known = all.filter { $0.revision <= revision }
    return known.filter { one in !known.contains { $0.name == one.name && $0.revision > one.revision } }
  }

  package init?(_ value: JSONValue) {
    guard let name = value["name"]?.string, let scenario = value["scenario"]?.string,
      let clock = value["clock"]?.string, let method = value["request"]?["method"]?.string,
      let path = value["request"]?["path"]?.string, let status = value["response"]?["status"]?.integer,
      let response = value["response"]?["body"]
    else { return nil }
    self.name = name
    revision = value["revision"]?.string.flatMap(Revision.init) ?? .first
    self.scenario = scenario
    self.clock = clock
    self.method = method
    self.path = path
    self.status = status
    self.response = response
    login = value["as"]?.string
    password = value["password"]?.string ?? ""
    body = value["request"]?["body"]
  }

  package var testDescription: String { "\(name) (\(revision.rawValue))" }

  /// A server in the state in which the example holds.
  package func server(revision: Revision? = nil, isStrict: Bool = false) throws -> TestServer {
    try TestServer.start(scenario: scenario, clock: clock) { settings, _ in
      settings.revision = revision ?? self.revision
      settings.isStrict = isStrict
    }
  }

  /// The request's body as a client sends it.
  package var bodyText: String? { body.map(Self.text) }

  /// A value without white space, and in ASCII.
  package static func text(_ value: JSONValue) -> String {
    var writer = Writer(ByteBuffer(), encoding: .ascii)
    writer.value(value)
    return writer.finish().string
  }

  /// How an answer differs from the documented one, or nil.
  ///
  /// Keys and their order count; a number counts, not its spelling; "..." stands for any text.
  package static func difference(_ documented: JSONValue, _ given: JSONValue, at place: String = "$") -> String? {
    switch (documented.kind, given.kind) {
    case (.object, .object):
      let wanted = documented.members?.map(\.key) ?? []
      let found = given.members?.map(\.key) ?? []
      guard wanted == found else { return "\(place): keys \(found), not \(wanted)" }
      for key in wanted {
        guard let one = documented[key], let other = given[key] else { continue }
        if let difference = difference(one, other, at: "\(place).\(key)") { return difference }
      }
      return nil
    case (.array, .array):
      guard documented.count == given.count else { return "\(place): \(given.count) elements, not \(documented.count)" }
      for index in 0..<documented.count {
        guard let one = documented[index], let other = given[index] else { continue }
        if let difference = difference(one, other, at: "\(place)[\(index)]") { return difference }
      }
      return nil
    case (.string, .string) where documented.string == "...": return nil
    case (.number, .number):
      return documented.number == given.number ? nil : "\(place): \(given), not \(documented)"
    default: return documented.rawText == given.rawText ? nil : "\(place): \(given), not \(documented)"
    }
  }
}
