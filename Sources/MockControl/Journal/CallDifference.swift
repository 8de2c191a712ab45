import Basics
import Instrumentation
import JSON
import JSONRPC

/// One place where a call is not what was expected.
struct CallDifference: Sendable {
  /// What was expected there, or what is there.
  enum Side: Sendable {
    case text(String)
    case number(Int)
    case value(JSONValue)
    case absent

    init(_ text: String?) { self = text.map { .text($0) } ?? .absent }
    init(_ number: Int?) { self = number.map { .number($0) } ?? .absent }

    var text: String? {
      switch self {
      case .text(let text): text
      case .value(let value): value.string
      case .number, .absent: nil
      }
    }
  }

  typealias Expected = Side
  typealias Actual = Side

  /// `path`, `method`, `headers.X-Trace` or `params.amount`.
  let at: String
  let expected: Side
  let actual: Side

  init(at: String, expected: Side, actual: Side) {
    self.at = at
    self.expected = expected
    self.actual = actual
  }

  init(_ difference: Difference) {
    self.init(
      at: difference.at, expected: difference.expected.meansAbsence ? .absent : .value(difference.expected),
      actual: difference.actual.map { .value($0) } ?? .absent)
  }

  /// How much it sets a call apart. A path that only looks alike is a slip, another path is another call; of what is
  /// sent, a text that looks alike is nearest, then another value, then none at all.
  var weight: Int {
    if at == "method" { return 100 }
    if at == "path", let actual = actual.text, let expected = expected.text {
      return 100 + 30 * Self.distance(actual, expected, of: 96)
    }
    if case .absent = actual { return 200 }
    guard let actual = actual.text, let expected = expected.text, !isSecret else { return 150 }
    let length = 64
    return 100 + 40 * Self.distance(actual, expected, of: length) / length
  }

  private static func distance(_ text: String, _ other: String, of length: Int) -> Int {
    EditDistance.between(Array(text.utf8.prefix(length)), Array(other.utf8.prefix(length)))
  }

  /// A secret is one at whatever depth its name stands.
  private var isSecret: Bool {
    let names = at.split(whereSeparator: { $0 == "." || $0 == "[" }).map(String.init)
    switch names.first {
    case "headers": return RedactedText.isSecretField(names.dropFirst().joined(separator: "."))
    case "query": return RedactedText.isSecretParameter(names.dropFirst().joined(separator: "."))
    default:
      guard case .value(let expected) = expected else { return false }
      return names.contains { Redaction.isKept(expected, under: $0) }
    }
  }

  static let fields: [Field<CallDifference>] = [
    Field("at", "Where: `path`, `method`, `params.amount`, …") { $0.at },
    Field("expected", "What was expected there; null for nothing") { $0.shown($0.expected) },
    Field(optional: "actual", "What is there") { difference -> Shown? in
      if case .absent = difference.actual { return nil }
      return difference.shown(difference.actual)
    },
    Field(optional: "absent", "True if nothing is there") { difference -> Bool? in
      if case .absent = difference.actual { true } else { nil }
    },
  ]

  private func shown(_ side: Side) -> Shown { Shown(side: side, isSecret: isSecret) }

  private struct Shown: Answerable {
    static let schema = JSONSchema.any
    let side: Side
    let isSecret: Bool

    func write(to writer: inout AnswerWriter) {
      switch side {
      case .absent: writer.json.null()
      case _ where isSecret: writer.json.string(Redaction.mask)
      case .text(let text): MaskedText(text).write(to: &writer)
      case .number(let number): writer.json.integer(number)
      case .value(let value): MaskedJSON(value).write(to: &writer)
      }
    }
  }
}

/// A call that is almost what was expected, and what differs.
struct NearMiss: Sendable {
  private static let shown = 3

  let call: JournalCall
  let differences: [CallDifference]

  static let shape = Shape<NearMiss>.object([
    Field("call", "The call", JournalEntry.shape) { $0.call },
    Field("differences", "Where it differs from what was expected", .list(of: CallDifference.fields)) {
      $0.differences
    },
  ])

  /// The nearest, the newest first of those as near.
  static func nearest(to pattern: CallPattern, among calls: [JournalCall]) -> [NearMiss] {
    let misses = calls.compactMap { call -> (miss: NearMiss, weight: Int)? in
      let differences = pattern.differences(of: call)
      guard !differences.isEmpty else { return nil }
      return (NearMiss(call: call, differences: differences), differences.reduce(0) { $0 + $1.weight })
    }
    let ranked = misses.sorted { ($0.weight, -$0.miss.call.id) < ($1.weight, -$1.miss.call.id) }
    return ranked.prefix(shown).map(\.miss)
  }
}
