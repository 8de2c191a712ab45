extension TableInfo {
  /// What an INSERT says at its end so that a row takes the place of the one that has its key.
  ///
  /// It is replaced whole: a column that the new row doesn't bring has its default. Not by `INSERT OR REPLACE`, which
  /// deletes the old row, all that refers to it and what the triggers have summed up in it.
  /// Source: https://www.sqlite.org/lang_upsert.html
  var replacement: String {
    guard !key.isEmpty else { return "" }
    let conflict = " ON CONFLICT (\(Self.list(key.map(\.name)))) DO"
    let changes = columns.filter { $0.keyPosition == 0 && $0.domain != .derived }
      .map { "\"\($0.name)\" = excluded.\"\($0.name)\"" }
    return changes.isEmpty ? conflict + " NOTHING" : conflict + " UPDATE SET " + changes.joined(separator: ", ")
  }

  /// Names as SQL has them, separated by commas.
  static func list(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}
