/// How answers are spelled: as the reference prints them, or as plain JSON-RPC 2.0.
///
/// Source: docs/decisions.md, Envelopes.
package enum Dialect: String, Sendable, CaseIterable {
  /// Exactly the documented shape of each endpoint: wrapped in an array, bare, or without an envelope.
  case documented
  /// One plain JSON-RPC 2.0 object from every endpoint, and no stray colons in keys.
  case jsonrpc
}

/// A revision of the reference. Whatever was added says since which revision it exists.
package enum Revision: String, Sendable, CaseIterable, Comparable {
  case april2017 = "2017-04-11"
  case june2017 = "2017-06"

  /// The default: everything that isn't marked exists since then.
  package static let first = april2017

  package static func < (left: Revision, right: Revision) -> Bool {
    switch (left, right) {
    case (.april2017, .june2017): true
    case (.april2017, .april2017), (.june2017, .april2017), (.june2017, .june2017): false
    }
  }
}

/// What decides how an answer is written: its dialect and the revision of the reference.
package struct AnswerFormat: Sendable, Equatable {
  package let dialect: Dialect
  package let revision: Revision

  package init(dialect: Dialect, revision: Revision = .first) {
    self.dialect = dialect
    self.revision = revision
  }

  package static let documented = AnswerFormat(dialect: .documented)
  package static let jsonrpc = AnswerFormat(dialect: .jsonrpc)
}
