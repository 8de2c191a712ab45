/// What the CHECKs of the tables ask for, in words.
enum CheckWords {
  /// What would be right, for a CHECK's expression on one line.
  static func words(for expression: String) -> String {
    if let words = special[expression] { return words }
    if expression.contains(" = '") || expression.contains(" IN ('") {
      return "one of " + texts(in: expression).joined(separator: ", ")
    }
    switch expression.split(separator: " ", maxSplits: 1).last {
    case "<> ''", "<> x''": return "it can't be empty"
    case ">= 0": return "0 or more"
    case "> 0": return "more than 0"
    case "IN (0, 1)": return "true or false"
    default: return "YYYY-MM-DD HH:MM:SS"
    }
  }

  private static let special = [
    "code GLOB '[A-Z][A-Z]'": "two capital letters, such as ES",
    "phone_code GLOB '+[0-9]*'": "a plus and digits, such as +34",
    "rate GLOB '[0-9]*' AND CAST(rate AS REAL) > 0": "more than 0",
    "buy_rate GLOB '[0-9]*' AND CAST(buy_rate AS REAL) > 0": "more than 0",
    "sell_rate GLOB '[0-9]*' AND CAST(sell_rate AS REAL) > 0": "more than 0",
    "pan_number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'":
      "the first and the last four digits of the card's number, such as 42424242",
    "card_number GLOB '[0-9][0-9][0-9][0-9] [*][*][*][*] [*][*][*][*] [0-9][0-9][0-9][0-9]'":
      "a masked number, such as 4242 **** **** 4242",
    "(group_id IS NULL) = (first_user_id IS NOT NULL)": "a session has either a group or two users",
    "(group_id IS NULL) = (second_user_id IS NOT NULL)": "a session has either a group or two users",
    "first_user_id < second_user_id": "the lower id comes first",
    "user_id <> owner_id": "nobody is in their own address book",
  ]

  private static func texts(in expression: String) -> [Substring] {
    expression.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
  }
}
