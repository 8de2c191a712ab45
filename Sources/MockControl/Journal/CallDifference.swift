import Basics
import HTTP
import JSON

/// One place where a call is not what was expected.
struct CallDifference: Sendable {
  enum Actual: Sendable {
    case text(String)
    case value(JSONValue)
    case nothing
  }

  /// `path`, `method` or `params.amount`.
  let at: String
  let expected: JSONValue
  let actual: Actual

  init(at: String, expected: JSONValue, actual: Actual) {
    self.at = at
    self.expected = expected
    self.actual = actual
  }

  init(_ difference: Difference) {
    self.init(
      at: difference.at, expected: difference.expected, actual: difference.actual.map { .value($0) } ?? .nothing)
  }

  /// How much it sets a call apart. A path that only looks alike is a slip, another path is another call; of params, a
  /// text that looks alike is nearest, then another value, then none at all.
  var weight: Int {
    switch actual {
    case .text(let text):
      guard at == "path", let expected = expected.string else { return 100 }
      return 100 + 30 * Self.distance(text, expected, of: 96)
    case .value(let value):
      guard let text = value.string, let expected = expected.string, !isSecret else { return 150 }
      let length = 64
      return 100 + 40 * Self.distance(text, expected, of: length) / length
    case .nothing: return 200
    }
  }

  private static func distance(_ text: String, _ other: String, of length: Int) -> Int {
    EditDistance.between(Array(text.utf8.prefix(length)), Array(other.utf8.prefix(length)))
  }

  /// A secret is one at whatever depth its name stands.
  private var isSecret: Bool {
    at.split(whereSeparator: { $0 == "." || $0 == "[" }).contains { name in
      Redaction.isKept(expected, under: String(name))
    }
  }

  func write(to writer: inout Writer) {
    let isSecret = isSecret
    writer.object { writer in
      writer.key("at")
      writer.string(at)
      writer.key("expected")
      isSecret ? writer.string(Redaction.mask) : MaskedWriter.write(expected, to: &writer)
      writer.key("actual")
      switch actual {
      case .text(let text): Redaction.hasCardNumber(text) ? writer.string(Redaction.mask) : writer.string(text)
      case .value(let value): isSecret ? writer.string(Redaction.mask) : MaskedWriter.write(value, to: &writer)
      case .nothing: writer.null()
      }
    }
  }
}
