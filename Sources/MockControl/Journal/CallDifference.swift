import HTTP
import JSON

/// One place where a call is not what was expected.
struct CallDifference: Sendable {
  enum Actual: Sendable {
    case text(String)
    case value(Value)
    case nothing
  }

  /// `path`, `method` or `params.amount`.
  let at: String
  let expected: Value
  let actual: Actual

  init(at: String, expected: Value, actual: Actual) {
    self.at = at
    self.expected = expected
    self.actual = actual
  }

  init(_ difference: Difference) {
    self.init(
      at: difference.at, expected: difference.expected, actual: difference.actual.map { .value($0) } ?? .nothing)
  }

  /// How much it sets a call apart: a path that only looks alike is a slip, another path is another call.
  var weight: Int {
    guard at == "path", case .text(let path) = actual, let expected = expected.string else { return 10 }
    return 10 + EditDistance.between(Array(path.utf8.prefix(96)), Array(expected.utf8.prefix(96)))
  }

  func write(to writer: inout Writer) {
    // A secret is one at whatever depth its name stands.
    let isSecret = at.split(whereSeparator: { $0 == "." || $0 == "[" }).contains { name in
      Secret.isKept(expected, under: String(name))
    }
    writer.object { writer in
      writer.key("at")
      writer.string(at)
      writer.key("expected")
      isSecret ? writer.string(Secret.mask) : MaskedWriter.write(expected, to: &writer)
      writer.key("actual")
      switch actual {
      case .text(let text): Secret.hasCardNumber(text) ? writer.string(Secret.mask) : writer.string(text)
      case .value(let value): isSecret ? writer.string(Secret.mask) : MaskedWriter.write(value, to: &writer)
      case .nothing: writer.null()
      }
    }
  }
}
