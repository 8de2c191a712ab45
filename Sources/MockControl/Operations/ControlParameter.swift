import HTTP
import JSON
import JSONRPC
import Store
import Time

/// A member of a control call's body, a parameter of its query or a part of its path: an API's parameter without its
/// type.
///
/// A name with a dot is a member of a member: `count.min`.
struct ControlParameter: Sendable {
  private(set) var name: String
  let meaning: String
  let schema: JSONSchema
  let isRequired: Bool
  /// What is wrong with a value; nil if nothing is.
  let mistake: @Sendable (_ value: JSONValue?, _ style: ParameterStyle) -> String?

  init<Argument>(_ parameter: Parameter<Argument>) {
    name = parameter.name
    meaning = parameter.meaning
    schema = parameter.type.schema
    isRequired = parameter.type.isRequired
    mistake = { value, style in
      do throws(ArgumentError.Reason) {
        _ = try parameter.type.read(value, style)
        return nil
      } catch {
        return Self.words(error, value)
      }
    }
  }

  private static func words(_ error: ArgumentError.Reason, _ value: JSONValue?) -> String {
    switch error {
    case .missing: "required"
    case .notList: "should be a list" + (value.map { ", not \($0)" } ?? "")
    case .element(let index, let inner): "element \(index) " + words(inner, value?[index])
    case .wrong(let what): what + (value.map { ", not \($0)" } ?? "")
    }
  }
}

/// What control calls may be given. All of them look at JSON values; in a query, which has texts only, they read those.
extension ParameterType {
  /// The same, but it may be left out or be null.
  static func maybe<Wrapped>(_ type: ParameterType<Wrapped>) -> ParameterType<Wrapped?> where Argument == Wrapped? {
    ParameterType<Wrapped?>(optional: type.schema) { value, style throws(ArgumentError.Reason) in
      guard let value, !value.isNull else { return nil }
      return try type.read(value, style)
    }
  }

  /// What `decode` makes of a value, which is nil for what is none.
  static func value(
    _ schema: JSONSchema, _ expected: String, _ decode: @escaping @Sendable (JSONValue) -> Argument?
  ) -> ParameterType {
    .value(schema, expected, decode) { decode($0) }
  }

  /// The same, with another reading of a query's texts.
  static func value(
    _ schema: JSONSchema, _ expected: String, _ decode: @escaping @Sendable (JSONValue) -> Argument?,
    text: @escaping @Sendable (JSONValue) -> Argument?
  ) -> ParameterType {
    ParameterType(schema) { value, style throws(ArgumentError.Reason) in
      guard let decoded = style.isForm ? text(value) : decode(value) else { throw .wrong("should be " + expected) }
      return decoded
    }
  }
}

extension ParameterType where Argument == String {
  static var string: ParameterType { .value(.string, "a string") { $0.string } }
}

extension ParameterType where Argument == Bool {
  static var flag: ParameterType { .value(.boolean, "true or false") { $0.bool } }
}

extension ParameterType where Argument == Int {
  /// A whole number; in a query ASCII digits alone.
  static func whole(in range: ClosedRange<Int>) -> ParameterType {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return .value(.wholeNumber(in: range), expected) { value in
      value.integer.flatMap { range.contains($0) ? $0 : nil }
    } text: { value in
      guard let text = value.string, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }
}

extension ParameterType where Argument == UInt64 {
  static var seed: ParameterType {
    .value(.integer, "a whole number from 0 to \(UInt64.max)") { value in value.number.flatMap { UInt64("\($0)") } }
  }
}

extension ParameterType where Argument == JSONValue {
  static var object: ParameterType { .value(.map(of: .any), "an object") { $0.kind == .object ? $0 : nil } }
  static var any: ParameterType { .value(.any, "a value") { $0 } }
}

extension ParameterType where Argument == Timestamp {
  /// A moment at which a clock can be set.
  static var clockTime: ParameterType {
    ParameterType(.string) { value, _ throws(ArgumentError.Reason) in
      guard let text = value.string, let moment = Timestamp(text) else {
        throw .wrong("should be a moment such as 2017-03-03T12:00:00Z")
      }
      guard DatabaseClock.range.contains(moment) else { throw .wrong("should be from 1970-01-01 to 9999-12-31") }
      return moment
    }
  }
}

extension ParameterType where Argument == Duration {
  private static var longestWait: Int { 300 }

  /// How long a control call may wait for something to come true: to the millisecond.
  static var seconds: ParameterType {
    .value(.number, "a number of seconds from 0 to \(longestWait)") { value in
      value.number.flatMap(duration)
    } text: { value in
      value.string.flatMap { ExactDecimal($0) }.flatMap(duration)
    }
  }

  private static func duration(_ seconds: ExactDecimal) -> Duration? {
    guard !seconds.isNegative, let milliseconds = seconds.units(scale: 3), milliseconds <= longestWait * 1_000 else {
      return nil
    }
    return .milliseconds(milliseconds)
  }
}

extension ControlParameter {
  /// The object of these members.
  static func schema(of parameters: [ControlParameter]) -> JSONSchema { .object(properties(of: parameters)) }

  /// The properties of the object of these members; those with a dot in their name are in an object of their own.
  ///
  /// - Parameter isMasked: whether they are those of an answer, in which secrets are masked: any may be left out.
  static func properties(of parameters: [ControlParameter], isMasked: Bool = false) -> [JSONSchema.Property] {
    var properties: [JSONSchema.Property] = []
    var parents: Set<String> = []
    for parameter in parameters {
      guard let dot = parameter.name.firstIndex(of: ".") else {
        properties.append(
          .init(
            name: parameter.name, meaning: parameter.meaning, schema: isMasked ? .any : parameter.schema,
            isOptional: isMasked || !parameter.isRequired))
        continue
      }
      let parent = String(parameter.name[..<dot])
      guard parents.insert(parent).inserted else { continue }
      let members = parameters.filter { $0.name.hasPrefix(parent + ".") }.map { $0.inside(parent) }
      properties.append(
        .init(
          name: parent, meaning: members.map(\.meaning).joined(separator: "; "),
          schema: isMasked ? .any : schema(of: members), isOptional: true))
    }
    return properties
  }

  /// The same as a member of `parent` calls it.
  private func inside(_ parent: String) -> ControlParameter {
    var copy = self
    copy.name = String(name.dropFirst(parent.count + 1))
    return copy
  }
}
