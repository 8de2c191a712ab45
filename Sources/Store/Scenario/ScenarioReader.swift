import JSON
import Time

/// Reads what a scenario file says beside its rows, and collects what is wrong with it.
struct ScenarioReader {
  private let file: String
  private let root: JSONValue
  private(set) var complaints: [ScenarioProblem] = []

  private static let keys: Set<String> = ["description", "clock", "generated", "tables"]

  init(file: String, text: [UInt8]) throws(ScenarioError) {
    let root: JSONValue
    do {
      root = try Document(parsingFile: text).root
    } catch {
      throw ScenarioError(complaints: [ScenarioProblem(file: file, message: "\(error)")])
    }
    try self.init(file: file, root: root)
  }

  init(file: String, root: JSONValue) throws(ScenarioError) {
    self.file = file
    self.root = root
    guard let members = root.members else {
      let message = #"a scenario is an object: {"tables": {…}}"#
      throw ScenarioError(complaints: [ScenarioProblem(file: file, message: message)])
    }
    // "$schema" is for editors.
    for member in members where !Self.keys.contains(member.key) && member.key != "$schema" {
      complain("\"\(member.key)\" is unknown: a scenario has \(Self.keys.sorted().joined(separator: ", "))")
    }
  }

  mutating func description() -> String {
    guard let value = root["description"] else { return "" }
    if let text = value.string { return text }
    complain("\"description\" is a string")
    return ""
  }

  mutating func clock() -> Timestamp? {
    guard let value = root["clock"], !value.isNull else { return nil }
    guard let moment = value.string.flatMap({ Timestamp($0) }) else {
      complain("\"clock\": \(value) is no moment: write \"2017-03-03T12:00:00Z\"")
      return nil
    }
    if !DatabaseClock.range.contains(moment) {
      complain("\"clock\": \(value): a clock can be set from 1970-01-01 to 9999-12-31")
    }
    return moment
  }

  mutating func generated() -> [(kind: String, values: [String])] {
    guard let value = root["generated"] else { return [] }
    guard let members = value.members else {
      complain("\"generated\" is an object of kinds and lists of values")
      return []
    }
    return members.compactMap { kind, list in
      guard let known = GeneratedKind(rawValue: kind) else {
        let known = GeneratedKind.allCases.map(\.rawValue).sorted().joined(separator: ", ")
        complain("\"generated\", \"\(kind)\": there is no such kind; there are \(known)")
        return nil
      }
      let values = list.array?.compactMap(\.string)
      guard let values, values.count == list.count else {
        complain("\"generated\", \"\(kind)\": a list of strings")
        return nil
      }
      for (value, shown) in zip(values, list.array ?? []) {
        guard let complaint = known.complaint(about: value) else { continue }
        complain("\"generated\", \"\(kind)\": \(shown) is not allowed: \(complaint)")
      }
      return (kind, values)
    }
  }

  mutating func tables() -> JSONValue? {
    guard let value = root["tables"], value.kind == .object else {
      complain("\"tables\" is missing: an object of tables, each a list of rows")
      return nil
    }
    return value
  }

  private mutating func complain(_ message: String) {
    complaints.append(ScenarioProblem(file: file, message: message))
  }
}
