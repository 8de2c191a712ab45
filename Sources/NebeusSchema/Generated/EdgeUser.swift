/// A user of the scenario `edge`, named for what it shows.
package enum EdgeUser: Int, CaseIterable, Sendable {
  case short = 1
  case long, rtl, scripts, emoji, texts, markup
  case amounts, debts, cards, due, midnight, leap
  case contacts, groups, chat, nothing, nowhere

  package var login: String { "\(self)@edge.example" }

  /// What is peculiar about it, for the documentation.
  package var shows: String {
    switch self {
    case .short: "every name and text has 1 character"
    case .long: "every name and text has \(EdgeScenario.longestName) characters without a space"
    case .rtl: "every text is Arabic and Hebrew, with digits and Latin letters between, and a right-to-left override"
    case .scripts: "every text has letters of several code points: decomposed accents, Devanagari, Thai, Hangul jamo"
    case .emoji: "every text has emoji that joiners, skin tones, tags and keycaps make of several"
    case .texts:
      "texts of \(grouped(EdgeScenario.longestText)) bytes, half of them without a space: chat, notifications, transfers, due "
        + "operations"
    case .markup: "markup in every text; the wallet's code has to be percent-encoded in a path"
    case .amounts:
      "amounts of \(EdgeScenario.smallestAmount) and \(EdgeScenario.largestAmount) (19 digits, all that an amount holds), "
        + "and in `/user/transfers` a total of 20: JavaScript's numbers are exact up to 15"
    case .debts: "balances below zero, from the least to the largest"
    case .cards: "cards that expired long ago, on a leap day, yesterday and today, and one that never does"
    case .due: "an operation due each minute: whenever you look, the dashboard's nearest is at most a minute away"
    case .midnight:
      "transactions at each hour of two days and in their last seconds; in the user's time zone, 12 or 13 hours and 45 "
        + "minutes ahead, and in most others, they fall on other days"
    case .leap: "a wallet opened, transactions and a notification on leap days; ask for operations from 2000-02-29 on"
    case .contacts: "\(grouped(EdgeScenario.contacts)) contacts"
    case .groups: "\(EdgeScenario.groups) groups of 2 to \(EdgeScenario.groups + 1) members, with a chat each"
    case .chat:
      "a chat of \(grouped(EdgeScenario.messages)) messages, one a minute; and a chat and a group with each of the users "
        + "above whose texts are peculiar"
    case .nothing: "nothing at all: no surname, city, country or e-mail, no wallet, card, contact, chat or notification"
    case .nowhere: "no country; the other side of the long chat"
    }
  }

  var partner: Int { rawValue + EdgeScenario.ID.partnerOffset }

  /// Adds the user, and what belongs to it alone.
  func add(to rows: inout ScenarioRows) {
    addPartner(to: &rows)
    rows.add(
      "res_users",
      [
        "login": .text(login), "password": .text(EdgeScenario.password), "partner_id": .integer(partner),
        "company_id": .integer(text.map { $0.addCompany(to: &rows) } ?? EdgeScenario.ID.company),
      ])
    switch self {
    case .amounts: addAmounts(to: &rows)
    case .debts: addDebts(to: &rows)
    case .cards: addCards(to: &rows)
    case .due: addDueOperation(to: &rows)
    case .midnight: addMidnight(to: &rows)
    case .leap: addLeapDays(to: &rows)
    case .nothing: break
    case .contacts, .groups, .chat, .nowhere: addWallets(to: &rows)
    case .short, .long, .rtl, .scripts, .emoji, .texts, .markup:
      if let text { text.addRows(of: self, to: &rows) }
    }
  }

  private func addPartner(to rows: inout ScenarioRows) {
    let first = EdgeScenario.ID.partnerOffset + 1
    if self == .nothing {
      rows.add("res_partner", from: first, ["name": "Nothing"])
    } else if self == .nowhere {
      rows.add(
        "res_partner", from: first, ["name": "Nowhere", "surname": "Land", "email": .text(login), "city": "Limbo"])
    } else {
      let label = text?.label
      rows.add(
        "res_partner", from: first,
        [
          "name": .text(label ?? "\(self)".capitalizedASCII), "surname": .text(label ?? "Edge"), "email": .text(login),
          "phone": .text(label ?? "+34600000000"), "city": .text(label ?? "Cádiz"),
          "country_id": .integer(text.map { $0.addCountry(to: &rows) } ?? EdgeScenario.ID.spain),
          "tz": self == .midnight ? "Pacific/Chatham" : "Europe/Madrid",
          "chart_currency_id": .integer(self == .amounts ? EdgeScenario.ID.euro : EdgeScenario.ID.bitcoin),
        ])
    }
  }

  /// `100,000`
  private func grouped(_ number: Int) -> String {
    number < 1_000 ? "\(number)" : "\(number / 1_000)," + "\(1_000 + number % 1_000)".dropFirst()
  }
}

extension String {
  /// With a first letter in upper case.
  fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}
