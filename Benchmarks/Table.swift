/// Prints a table as Markdown has it, numbers to the right.
enum Table {
  static func print(_ heads: [String], _ rows: [[String]]) {
    let widths = heads.indices.map { column in ([heads] + rows).map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = cells.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + space : space + cell
      }
      return "| \(padded.joined(separator: " | ")) |"
    }
    let rule = widths.enumerated().map { column, width in
      String(repeating: "-", count: width + 1) + (column == 0 ? "-" : ":")
    }
    Swift.print(line(heads), "|\(rule.joined(separator: "|"))|", separator: "\n")
    for row in rows { Swift.print(line(row)) }
  }

  /// With so many decimals.
  static func number(_ value: Double, _ decimals: Int = 1) -> String {
    let power = [1.0, 10, 100, 1000][decimals]
    let whole = Int((value * power).rounded())
    guard decimals > 0 else { return "\(whole)" }
    let digits = String(repeating: "0", count: max(0, decimals + 1 - "\(whole)".count)) + "\(whole)"
    return "\(digits.dropLast(decimals)).\(digits.suffix(decimals))"
  }
}
