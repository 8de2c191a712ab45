import JSON

extension ParameterType where Argument == String {
  /// Text of at most `maxBytes` bytes in UTF-8. A text of white space only is as good as none.
  package static func text(maxBytes: Int = 4_096) -> ParameterType<String> {
    ParameterType(
      .text(maxBytes: maxBytes), look: { .given($0, if: $0.isString(ofAtMost: maxBytes) && $0.beginsVisibly) }
    ) {
      value, style throws(ArgumentError.Reason) in
      let text = try Self.string(value, maxBytes: maxBytes)
      guard !text.isBlank else { throw .missing }
      return text
    }
  }

  /// Text that counts to the last blank: a password. It may not be empty.
  package static func secret(maxBytes: Int = 4_096) -> ParameterType<String> {
    ParameterType(.text(maxBytes: maxBytes)) { value, style throws(ArgumentError.Reason) in
      let text = try Self.string(value, maxBytes: maxBytes)
      guard !text.isEmpty else { throw .missing }
      return text
    }
  }

  /// Text that may be empty or blank.
  package static func anyText(maxBytes: Int = 4_096) -> ParameterType<String> {
    ParameterType(.text(maxBytes: maxBytes), look: { .given($0, if: $0.isString(ofAtMost: maxBytes)) }) {
      value, style throws(ArgumentError.Reason) in
      try Self.string(value, maxBytes: maxBytes)
    }
  }

  private static func string(_ value: JSONValue, maxBytes: Int) throws(ArgumentError.Reason) -> String {
    guard let text = value.string else { throw .wrong("should be a string") }
    guard text.utf8.count <= maxBytes else { throw .wrong("should have at most \(maxBytes) bytes") }
    return text
  }

  /// An identifier that the tables call a string and the examples show as a number: read as the text of either.
  package static var identifier: ParameterType<String> { identifier(.stringOrNumber) }

  /// Digits, such as a code or a card's number. They are documented as a string, since zeros in front count; only a
  /// server that isn't strict takes a number.
  package static var digits: ParameterType<String> { identifier(.text(maxBytes: 64)) }

  /// An identifier that may be empty.
  package static var anyIdentifier: ParameterType<String> { identifier(.stringOrNumber, mayBeEmpty: true) }

  /// Digits that may be empty.
  package static var anyDigits: ParameterType<String> { identifier(.text(maxBytes: 64), mayBeEmpty: true) }

  private static func identifier(_ schema: JSONSchema, mayBeEmpty: Bool = false) -> ParameterType<String> {
    ParameterType(schema) { value, style throws(ArgumentError.Reason) in
      guard let text = value.string ?? value.numberText else { throw .wrong("should be a string or a number") }
      guard mayBeEmpty || !text.isEmpty else { throw .missing }
      guard text.utf8.count <= 64 else { throw .wrong("should have at most 64 bytes") }
      return text
    }
  }
}

extension String {
  /// Whether there is nothing but white space in it.
  package var isBlank: Bool {
    // Most texts begin with a letter of ASCII; characters, which may be made of several code points, cost more to look
    // at.
    if let first = utf8.first, first > 0x20, first < 0x7f { return false }
    return allSatisfy(\.isWhitespace)
  }
}

extension ParameterType where Argument == Int {
  /// A whole number, as a JSON number or as a string of decimal digits.
  package static var integer: ParameterType<Int> { integer(in: Int.min...Int.max) }

  /// A number of things: not below zero.
  package static var count: ParameterType<Int> { integer(in: 0...Int.max) }

  /// The id of a row: above zero.
  package static var id: ParameterType<Int> { integer(in: 1...Int.max) }

  /// The id of a row that the tables call a string and the examples show as a number.
  package static var idOrText: ParameterType<Int> { integer(in: 1...Int.max, .stringOrNumber) }

  /// A whole number from `range`, written in decimal digits.
  package static func integer(in range: ClosedRange<Int>, _ schema: JSONSchema = .integer) -> ParameterType<Int> {
    ParameterType(schema, look: { .given($0, if: $0.plainInteger.map { range.contains($0) } ?? false) }) {
      value, style throws(ArgumentError.Reason) in
      if let number = value.plainInteger, range.contains(number) { return number }
      let number = try Self.decimal(value)
      guard number.scale == 0 else { throw .wrong("should be a whole number") }
      guard number.isNegative || number.integer.map({ $0 <= range.upperBound }) == true else {
        throw .wrong("should not be above \(range.upperBound)")
      }
      guard let whole = number.integer, range.contains(whole) else {
        throw .wrong(range.lowerBound == 1 ? "should be above 0" : "should not be below \(range.lowerBound)")
      }
      return whole
    }
  }
}

extension ParameterType where Argument == ExactDecimal {
  /// An exact decimal, as a JSON number or as a string of digits, sign and point.
  ///
  /// The reference calls it a string, which a strict server insists on.
  package static var decimal: ParameterType<ExactDecimal> { decimal(.string) }

  /// The same, but documented as a number.
  package static var number: ParameterType<ExactDecimal> { decimal(.number) }

  private static func decimal(_ schema: JSONSchema) -> ParameterType<ExactDecimal> {
    ParameterType(schema) { value, style throws(ArgumentError.Reason) in try Self.decimal(value) }
  }
}

extension ParameterType {
  fileprivate static func decimal(_ value: JSONValue) throws(ArgumentError.Reason) -> ExactDecimal {
    if let text = value.string {
      guard !text.isEmpty else { throw .missing }
      guard let number = ExactDecimal(text) else { throw .wrong("should be a number") }
      return number
    }
    guard value.kind == .number else { throw .wrong("should be a number") }
    guard let number = value.number else { throw .wrong("should have at most 38 digits") }
    return number
  }
}

extension ParameterType where Argument == Bool {
  /// `true` or `false`; as text also `1` and `0`, which forms send.
  package static var boolean: ParameterType<Bool> { boolean(.boolean) }

  /// The same, but documented as a string.
  package static var booleanText: ParameterType<Bool> { boolean(.string) }

  private static func boolean(_ schema: JSONSchema) -> ParameterType<Bool> {
    ParameterType(schema) { value, style throws(ArgumentError.Reason) in
      if let flag = value.bool { return flag }
      switch value.string ?? value.numberText {
      case "true", "True", "1": return true
      case "false", "False", "0": return false
      default: throw .wrong("should be true or false")
      }
    }
  }
}

extension ParameterType {
  /// One of an enumeration's values, by its name.
  package static func choice(of choices: Argument.Type) -> ParameterType<Argument>
  where Argument: RawRepresentable<String> & CaseIterable & Sendable {
    let choices = Array(choices.allCases)
    let names = choices.map(\.rawValue)
    @Sendable func place(of value: JSONValue) -> Int? { names.firstIndex { value.stringEquals($0) } }
    return ParameterType(
      .choice(names), look: { place(of: $0).map { .choice($0) } ?? .unclear }
    ) { value, style throws(ArgumentError.Reason) in
      if let place = place(of: value) { return choices[place] }
      guard let name = value.string else { throw .wrong("should be a string") }
      throw name.isEmpty ? .missing : .wrong("should be one of \(names.joined(separator: ", "))")
    }
  }

  /// A list of what `type` describes; in a form, a repeated field.
  package static func list<Element>(of type: ParameterType<Element>) -> ParameterType<[Element]>
  where Argument == [Element] {
    ParameterType<[Element]>(.list(of: type.schema)) { value, style throws(ArgumentError.Reason) in
      guard let values = value.elements else {
        guard style.isForm else { throw .notList }
        return [try type.read(value, style)]
      }
      var elements: [Element] = []
      for (index, element) in values.enumerated() {
        do throws(ArgumentError.Reason) {
          elements.append(try type.read(element, style))
        } catch {
          throw .element(index, error)
        }
      }
      return elements
    }
  }
}
