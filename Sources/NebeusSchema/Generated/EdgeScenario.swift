/// The scenario `edge`: what breaks frontends, a user for each peculiarity.
package enum EdgeScenario {
  // What it is made from.
  static let longestName = 128
  static let longestText = 65_536
  static let contacts = 5_000
  static let groups = 50
  static let messages = 100_000
  /// From the beginning of the clock's day, so that whenever one looks an operation is due within a minute.
  static let minutesOfDueOperations = 2 * 24 * 60
  static let smallestAmount = "0.00000001"
  /// As many hundred-millionths as 64 bits hold: 19 digits. Two of them sum up to 20.
  static let largestAmount = "92233720368.54775807"
  /// 20 decimals.
  static let longestRate = "0.00012345678901234567"

  package static let password = "edge-password"

  static let description = """
    What breaks frontends: the longest and shortest texts, every script, markup, the largest and smallest amounts, much \
    and nothing. docs/scenarios.md says which login shows what.
    """

  /// The ids of rows to which others refer.
  enum ID {
    static let spain = 1
    static let euro = 1
    static let bitcoin = 2
    static let test = 3
    static let company = 1
    /// A user's partner has its id and so much more.
    static let partnerOffset = 100
    static let firstContact = 1_001
    /// Above the wallets', since an id means one of the two.
    static let firstCard = 1_001
  }

  static func text() -> [UInt8] {
    var rows = ScenarioRows()
    addCommon(to: &rows)
    for user in EdgeUser.allCases { user.add(to: &rows) }
    EdgeUser.addLongChat(to: &rows)
    for user in EdgeUser.allCases { user.addChats(to: &rows) }
    return rows.text(description: description)
  }

  /// What no user has for itself.
  private static func addCommon(to rows: inout ScenarioRows) {
    let countries: KeyValuePairs = [
      "ES": ("Spain", "+34"), "GB": ("United Kingdom", "+44"), "EG": ("Egypt", "+20"), "IL": ("Israel", "+972"),
      "IN": ("India", "+91"), "JP": ("Japan", "+81"), "NZ": ("New Zealand", "+64"),
    ]
    for (code, (name, phoneCode)) in countries {
      rows.add("res_country", ["name": .text(name), "code": .text(code), "phone_code": .text(phoneCode)])
    }
    rows.add("res_currency", ["name": "EUR", "rate": 1, "symbol": "€", "symbol_position": "after"])
    rows.add("res_currency", ["name": "BTC", "rate": "0.00091", "symbol": "Ƀ", "symbol_position": "before"])
    // The code that ISO 4217 reserves for tests.
    let markup = EdgeText.markup.label
    rows.add("res_currency", ["name": "XTS", "rate": .text(longestRate), "symbol": .text(markup)])
    for (day, rate) in [(-40, smallestAmount), (-20, longestRate), (-10, "92233720368"), (-1, "0.00091")] {
      rows.add(
        "res_currency_rate", ["currency_id": .integer(ID.bitcoin), "date": .days(day), "rate": .text(rate)])
    }
    rows.add("auth_oauth_provider", ["name": .text(markup), "auth_link": "javascript:alert('<b>auth_link</b>')"])
    rows.add("res_company", ["name": "Edge"])
    rows.add(
      "deposit_method",
      ["company_id": .integer(ID.company), "currency_id": .integer(ID.euro), "name": "All that may be empty is empty"])
  }
}
