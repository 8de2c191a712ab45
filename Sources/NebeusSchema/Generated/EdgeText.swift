/// A kind of text that frontends break on, put wherever a user of the scenario `edge` has a text.
struct EdgeText {
  /// For names and words.
  let label: String
  /// For messages and descriptions.
  let message: String
  /// The code of the country that has the label as its name, of those that ISO 3166-1 leaves to its users.
  let countryCode: String

  static let short = EdgeText(label: "i", message: ".", countryCode: "XA")

  static let long: EdgeText = {
    let name = filled("Llanfairpwllgwyngyll", to: EdgeScenario.longestName)
    return EdgeText(label: name, message: name, countryCode: "XB")
  }()

  static let rightToLeft = EdgeText(
    label: "محمد שָׁלוֹם",
    message: "تم تحويل 1,250.50 EUR إلى Lucy (الفاتورة #12-B). שולם ב־3/4/2017. invoice\u{202E}gnp.exe",
    countryCode: "XC")

  static let combined = EdgeText(
    label: "Zoe\u{308} Nguye\u{302}\u{303}n",
    message:
      "क्षत्रिय กำลังไป \u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8} e\u{301} = é, Z\u{335}\u{310}\u{33F}a\u{322}\u{34E}l\u{337}g\u{338}o",
    countryCode: "XD")

  static let emoji = EdgeText(
    label: "👩🏽‍🚀",
    message: "👨‍👩‍👧‍👦 is one character of 7 code points, 🏴󠁧󠁢󠁳󠁣󠁴󠁿 one of 7, 🏳️‍🌈 of 4, 👍🏿 of 2, 🇪🇸 of 2, 1️⃣ of 3", countryCode: "XE")

  static let texts = EdgeText(
    label: "Text",
    message: filled("lorem ipsum ", to: EdgeScenario.longestText / 2)
      + filled("x", to: EdgeScenario.longestText / 2), countryCode: "XF")

  static let markup = EdgeText(
    label: "<b title='\"'>&lt;M&amp;",
    message: "</td></script><script>alert('markup')</script><img src=x onerror=alert(1)> &nbsp;{{7*7}} ${7*7} %s\n\t\\",
    countryCode: "XG")

  private static func filled(_ text: String, to bytes: Int) -> String {
    String(String(repeating: text, count: bytes / text.utf8.count + 1).prefix(bytes))
  }
}

extension EdgeUser {
  /// The text that the user has everywhere; nil where its peculiarity is another.
  var text: EdgeText? {
    switch self {
    case .short: .short
    case .long: .long
    case .rtl: .rightToLeft
    case .scripts: .combined
    case .emoji: .emoji
    case .texts: .texts
    case .markup: .markup
    default: nil
    }
  }
}

extension EdgeText {
  /// Adds a country with the label as its name, and returns its id.
  func addCountry(to rows: inout ScenarioRows) -> Int {
    rows.add("res_country", ["name": .text(label), "code": .text(countryCode), "phone_code": "+0"])
  }

  /// Adds a company that takes deposits, with the text in all that it says, and returns its id.
  func addCompany(to rows: inout ScenarioRows) -> Int {
    let company = rows.add("res_company", ["name": .text(label)])
    rows.add(
      "deposit_method",
      [
        "company_id": .integer(company), "currency_id": .integer(EdgeScenario.ID.euro), "name": .text(label),
        "bank_name": .text(label), "bank_country": .text(label), "bank_street": .text(label), "bank_city": .text(label),
        "bank_code": .text(label), "bank_zip": .text(label), "bic": .text(label), "int_bank": .text(label),
        "int_bank_account": .text(label), "int_bank_swift": .text(label), "account_number": .text(label),
        "account_owner": .text(label), "external_notes": .text(message), "help": .text(message),
        "reference": .text(label), "minimum": 10,
      ])
    return company
  }

  /// Adds what else a user can have, with the text wherever one can be.
  func addRows(of user: EdgeUser, to rows: inout ScenarioRows) {
    let partner = ScenarioRows.Cell.integer(user.partner)
    let euro = ScenarioRows.Cell.integer(EdgeScenario.ID.euro)
    let country = ScenarioRows.Cell.integer(EdgeScenario.ID.spain)
    let wallet = rows.add(
      "account_account",
      [
        "partner_id": partner, "currency_id": euro, "code": .text(label), "acc_number": .text(label),
        "name": .text(label), "create_date": .days(-90), "opening_balance": 100,
      ])
    rows.add(
      "account_transaction",
      [
        "account_id": .integer(wallet), "date": .days(-2), "type": .text(label), "credit": 20,
        "operation_ref": .text(label), "partner_id": partner, "num": .text(label), "reference": .text(label),
      ])
    rows.add(
      "account_operation",
      [
        "partner_id": partner, "date": .days(3), "amount": 5, "description": .text(message), "type": "debit",
        "operation_ref": .text(label),
      ])
    rows.add(
      "payment_card", from: EdgeScenario.ID.firstCard,
      [
        "partner_id": partner, "pan_number": "42424242", "payment_system": .text(label),
        "cardholder_name": .text(label), "expiration_date": .days(1_000, at: "23:59:59"),
      ])
    rows.add(
      "card2card_transfer",
      [
        "partner_id": partner, "date": .days(-4), "from_sum": 3, "from_sum_currency": euro, "to_sum": 3,
        "to_sum_currency": euro, "cardholder_name": .text(label), "card_number": "4242 **** **** 4242",
        "country_id": country, "email": .text(user.login), "phone": .text(label), "save_recipient_details": true,
        "operation_ref": .text(label),
      ])
    rows.add(
      "account_transfer",
      [
        "sender_name": .text(label), "recipient_id": partner, "create_date": .days(-1), "amount_in": 7,
        "currency_in_id": euro, "amount_out": 7, "currency_out_id": euro, "amount_out_base": 7,
        "description": .text(message), "operation_ref": .text(label), "refuse_reason": .text(message),
        "stage_name": .text(label),
      ])
    rows.add(
      "account_transfer",
      [
        "sender_id": partner, "recipient_name": .text(label), "create_date": .days(-2), "amount_in": 6,
        "currency_in_id": euro, "amount_out": 6, "currency_out_id": euro, "amount_out_base": 6,
        "operation_ref": .text(label),
      ])
    rows.add(
      "mail_notification",
      [
        "partner_id": partner, "author_id": partner, "date": .days(-1), "operation_ref": .text(label),
        "subject": .text(message), "url": .text(label),
      ])
    rows.add(
      "res_users_device",
      [
        "user_id": .integer(user.rawValue), "identifier": .text(label), "language": .text(label),
        "app_version": .text(label), "device_model": .text(label), "device_os": .text(label), "create_date": .days(-90),
      ])
    rows.add(
      "helpdesk_ticket",
      ["email": .text(user.login), "name": .text(label), "message": .text(message), "create_date": .days(-1)])
    rows.add(
      "mock_outbox",
      [
        "kind": "helpdesk", "to": .text(user.login), "subject": .text(label), "body": .text(message),
        "code": .text(label), "link": .text(label), "sent_at": .days(-1),
      ])
  }
}
