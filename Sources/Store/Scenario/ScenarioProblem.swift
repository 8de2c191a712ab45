/// Why a scenario was refused: every mistake in it.
package struct ScenarioError: Error, Sendable, Equatable, CustomStringConvertible {
  package let problems: [ScenarioProblem]

  package init(problems: [ScenarioProblem]) {
    self.problems = problems
  }

  package var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}

/// A mistake in a scenario: where it is, and what would be right.
package struct ScenarioProblem: Sendable, Equatable, CustomStringConvertible {
  package let file: String
  package var table: String?
  /// Counted from 1.
  package var row: Int?
  package var column: String?
  package let message: String

  package init(file: String, table: String? = nil, row: Int? = nil, column: String? = nil, message: String) {
    self.file = file
    self.table = table
    self.row = row
    self.column = column
    self.message = message
  }

  /// `demo.json, res_partner, row 3, country_id: no row of res_country has id 999`, on one line whatever the names are.
  package var description: String {
    let place = [file, table, row.map { "row \($0)" }, column].compactMap { $0 }
    let text = place.joined(separator: ", ") + ": " + message
    guard text.unicodeScalars.contains(where: Self.isControl) else { return text }
    return text.unicodeScalars.reduce(into: "") { line, scalar in
      line += Self.isControl(scalar) ? scalar.escaped(asASCII: true) : String(scalar)
    }
  }

  /// Whether it would break a line, or worse in a terminal.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
