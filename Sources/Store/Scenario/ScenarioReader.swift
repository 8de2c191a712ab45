import JSON
import Time

/// Reads what a scenario file has besides its rows, and collects what is wrong with it.
struct ScenarioReader {
  private let file: String
  private let root: JSONValue
  private(set) var problems: [ScenarioProblem] = []

  private static let keys: Set<String> = ["description", "clock", "generated", "tables"]

  init(file: String, text: [UInt8]) throws(ScenarioError) {
    let root: JSONValue
    do {
      root = try Document(parsingFile: text).root
    } catch {
      throw ScenarioError(problems: [ScenarioProblem(file: file, message: "\(error)")])
    }
    try self.init(file: file, root: root)
  }

  init(file: String, root: JSONValue) throws(ScenarioError) {
    self.file = file
    self.root = root
    guard let members = root.members else {
      let message = #"expected an object: {"tables": {…}}"#
      throw ScenarioError(problems: [ScenarioProblem(file: file, message: message)])
    }
    // "$schema" is for editors.
    for member in members where !Self.keys.contains(member.key) && member.key != "$schema" {
      report("unknown member \"\(member.key)\"; a scenario has \(Self.keys.sorted().joined(separator: ", "))")
    }
  }

  mutating func description() -> String {
    guard let value = root["description"] else { return "" }
    if let text = value.string { return text }
    report("\"description\": expected a string")
    return ""
  }

  mutating func clock() -> Timestamp? {
    guard let value = root["clock"], !value.isNull else { return nil }
    guard let timestamp = value.string.flatMap({ Timestamp($0) }) else {
      report("\"clock\": invalid timestamp \(value): write \"2017-03-03T12:00:00Z\"")
      return nil
    }
    if !DatabaseClock.range.contains(timestamp) {
      report("\"clock\": \(value) is out of range: 1970-01-01 to 9999-12-31")
    }
    return timestamp
  }

  mutating func generated() -> [(kind: String, values: [String])] {
    guard let value = root["generated"] else { return [] }
    guard let members = value.members else {
      report("\"generated\": expected an object of kinds and lists of values")
      return []
    }
    return members.compactMap { kind, list in
      let values = list.array?.compactMap(\.string)
      guard let values, values.count == list.count else {
        report("\"generated\", \"\(kind)\": expected a list of strings")
        return nil
      }
      return (kind, values)
    }
  }

  mutating func tables() -> JSONValue? {
    guard let value = root["tables"], value.kind == .object else {
      report("\"tables\": required: an object of tables, each a list of rows")
      return nil
    }
    return value
  }

  private mutating func report(_ message: String) {
    problems.append(ScenarioProblem(file: file, message: message))
  }
}
