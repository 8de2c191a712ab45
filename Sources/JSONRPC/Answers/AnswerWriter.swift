import JSON

/// Writes an answer in the dialect that was asked for.
package struct AnswerWriter: ~Copyable, Sendable {
  package var json: Writer
  package let dialect: Dialect

  package init(_ json: consuming Writer, dialect: Dialect) {
    self.json = json
    self.dialect = dialect
  }

  package consuming func finish() -> Writer { json }
}
