import Basics
import JSONRPC
import Store
import Time

/// A row and its name, as Odoo writes a reference to it: `[181,"BTC"]`.
struct NamedID: Equatable {
  let id: Int
  let name: String
}

extension NamedID: Answerable {
  static var schema: JSONSchema { .list(of: .stringOrNumber) }

  func write(to writer: inout AnswerWriter) {
    writer.json.beginArray()
    writer.json.integer(id)
    writer.json.string(name)
    writer.json.endArray()
  }
}

extension Shape where Source: Copyable {
  /// The same, or `false` where there is none. Source: docs/decisions.md, Envelopes.
  var orFalse: Shape<Source?> {
    Shape<Source?>(schema: .orFalse(schema)) { [write] source, writer in
      guard let source else { return writer.json.bool(false) }
      try write(source, &writer)
    }
  }
}

extension ParameterType where Argument == Timestamp {
  /// A moment such as `2016-03-11T10:14:00.190Z`, whose fraction of a second is dropped.
  ///
  /// It is documented with a time zone, which only a server that isn't strict does without: UTC is meant then.
  static var moment: ParameterType<Timestamp> {
    ParameterType(.string) { value, style throws(ArgumentError.Reason) in
      guard let text = value.string, let moment = Timestamp(text) else {
        throw .wrong("should be a moment such as 2016-03-11T10:14:00.190Z")
      }
      let hasZone = text.utf8.dropFirst(11).contains { "Zz+-".utf8.contains($0) }
      guard hasZone || !style.isStrict else {
        throw .wrong("should have a time zone, such as 2016-03-11T10:14:00.190Z")
      }
      return moment
    }
  }
}

/// Text without letter case, to look for and to order by: `WEISS` is in `Jürgen Weiß`.
///
/// SQLite folds the case of ASCII only. Upper case first: it is where `ß` becomes `SS`, and both sigmas one.
struct FoldedText: Comparable {
  private let text: String

  init(_ text: String) {
    self.text = text.uppercased().lowercased()
  }

  func contains(_ part: FoldedText) -> Bool {
    text.holds(part.text)
  }

  static func < (left: FoldedText, right: FoldedText) -> Bool { left.text < right.text }
}
