import Basics
import JSON
import JSONRPC
import OdooHTTP
import Store
import Time

/// Why a file is no bundle that can be replayed.
package struct BundleError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

extension Bundle {
  /// Reads a file. Throws `BundleError`, which says what is wrong where.
  package init(parsing file: [UInt8]) throws(BundleError) {
    let root: JSONValue
    do {
      root = try Document(parsingFile: file).root
    } catch {
      throw BundleError("not JSON: \(error)")
    }
    guard let format = root[BundleFormat.mark] else {
      throw BundleError("not a bundle: it has no member \(BundleFormat.mark)")
    }
    guard format.integer == BundleFormat.version else {
      throw BundleError("a bundle of format \(format): this program reads format \(BundleFormat.version)")
    }
    try self.init(BundleMember(root, ""))
  }

  private init(_ root: BundleMember) throws(BundleError) {
    version = try root["version"].text()
    let database = try root["database"]
    name = try database["name"].value("a database's name") { DatabaseName($0) }
    let scenario = try root["scenario"]
    options = DatabaseOptions(
      scenario: try scenario["name"].text(),
      clock: try database.optional("clock")?.timestamp(),
      seed: try database.optional("seed")?.seed(),
      revision: try database["revision"].value("a revision") { Revision(rawValue: $0) }.rawValue)
    moment = try database["made_at"].timestamp()
    entropy = try database["entropy"].seed()
    let server = try root["server"]
    contract = APIContract(
      AnswerFormat(
        dialect: try server["dialect"].value("a dialect") { Dialect(rawValue: $0) },
        revision: options.revision.flatMap(Revision.init) ?? .first),
      isStrict: try server["strict"].flag(), hasExtensions: try server["extensions"].flag())
    sameSite = try server["cookie_same_site"].value("a SameSite") { SessionCookie.SameSite(rawValue: $0) }
    if let text = try scenario.optional("text") {
      self.scenario = (
        Array(try text.text().utf8),
        try scenario["images"].list { image throws(BundleError) in
          ScenarioImage(
            file: try image["file"].text(), owner: try image["owner"].number(), column: try image["column"].text(),
            bytes: try image["base64"].value("Base64") { Base64.decode($0) })
        }
      )
    } else {
      self.scenario = nil
    }
    let standIns = try root["stand_ins"]
    sessionPrefix = try standIns["session_prefix"].text()
    sessionCount = try standIns["sessions"].number()
    scenarioPasswords = try standIns["scenario_passwords"].list { value throws(BundleError) in try value.text() }
    let end = try root["ends"]
    self.end = (try end["now"].timestamp(), try end["frozen"].flag())
    entries = try root["entries"].list { entry throws(BundleError) in try Entry(entry) }
    for (index, entry) in entries.enumerated() where entry.number != index + 1 {
      throw BundleError("entries[\(index)].n: should be \(index + 1), not \(entry.number)")
    }
  }
}

extension Bundle.Entry {
  fileprivate init(_ entry: BundleMember) throws(BundleError) {
    number = try entry["n"].number()
    at = try entry["at"].timestamp()
    sessions = try entry.optional("sessions")?.list { value throws(BundleError) in try value.text() } ?? []
    let held = try entry.optional("held")?.number()
    let call = try entry.optional("call").map { call throws(BundleError) in try Bundle.Call(call) }
    if let control = try entry.optional("control") {
      event = .controlled(
        method: try control["method"].text(), target: try control["target"].text(), body: try control.body() ?? [])
    } else if let held, let reason = try entry.optional("by") {
      event = .held(
        held, by: try reason.value("fault or poll") { BundleFormat.Reason(rawValue: $0) }, call)
    } else {
      event = .answered(
        try entry.optional("answer").map { answer throws(BundleError) in try Bundle.Answer(answer) },
        fault: try entry.optional("fault")?.text(), held: held, call)
    }
  }
}

extension Bundle.Call {
  fileprivate init(_ call: BundleMember) throws(BundleError) {
    method = try call["method"].text()
    target = try call["target"].text()
    let text = try call["address"].text()
    guard let end = text.firstRange(of: "://") else { throw call.wrong("an address such as http://localhost") }
    // As it was taken then, whatever it is: a request of HTTP/1.0 may have none.
    address = PublicAddress(scheme: String(text[..<end.lowerBound]), authority: String(text[end.upperBound...]))
    headers = try call["headers"].list { line throws(BundleError) in try line.text() }
    body = try call.body() ?? []
  }
}

extension Bundle.Answer {
  fileprivate init(_ answer: BundleMember) throws(BundleError) {
    status = try answer["status"].number()
    headers = try answer["headers"].list { line throws(BundleError) in try line.text() }
    if try answer.optional("hidden") != nil {
      content = .hidden
    } else {
      content = try answer.body().map { .bytes($0) } ?? .none
    }
  }
}

/// A value in a bundle, and where it is.
private struct BundleMember {
  private let json: JSONValue
  private let place: String

  init(_ json: JSONValue, _ place: String) {
    self.json = json
    self.place = place
  }

  subscript(name: String) -> BundleMember {
    get throws(BundleError) {
      guard let member = try optional(name) else { throw BundleError("\(child(name)): required") }
      return member
    }
  }

  /// Nil where there is none, or null.
  func optional(_ name: String) throws(BundleError) -> BundleMember? {
    guard json.kind == .object else { throw wrong("an object") }
    guard let value = json[name], !value.isNull else { return nil }
    return BundleMember(value, child(name))
  }

  func text() throws(BundleError) -> String { try value("a string") { $0 } }

  func value<Value>(_ expected: String, _ read: (String) -> Value?) throws(BundleError) -> Value {
    guard let value = json.string.flatMap(read) else { throw wrong(expected) }
    return value
  }

  func number() throws(BundleError) -> Int {
    guard let number = json.integer else { throw wrong("a whole number") }
    return number
  }

  func seed() throws(BundleError) -> UInt64 {
    guard let seed = json.number.flatMap({ UInt64("\($0)") }) else { throw wrong("a whole number of 64 bits") }
    return seed
  }

  func flag() throws(BundleError) -> Bool {
    guard let flag = json.bool else { throw wrong("true or false") }
    return flag
  }

  func timestamp() throws(BundleError) -> Timestamp {
    try value("a moment such as 2017-03-03T12:00:00Z") { Timestamp($0) }
  }

  func list<Value>(_ read: (BundleMember) throws(BundleError) -> Value) throws(BundleError) -> [Value] {
    guard let elements = json.elements else { throw wrong("an array") }
    var values: [Value] = []
    for element in elements { values.append(try read(BundleMember(element, "\(place)[\(values.count)]"))) }
    return values
  }

  /// The bytes of a body; nil if there is none.
  func body() throws(BundleError) -> [UInt8]? {
    if let text = try optional("body") { return Array(try text.text().utf8) }
    return try optional("base64")?.value("Base64") { Base64.decode($0) }
  }

  func wrong(_ expected: String) -> BundleError { BundleError("\(place): should be \(expected), not \(json)") }

  private func child(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }
}
