extension EdgeUser {
  private typealias Cell = ScenarioRows.Cell

  private static let euro = EdgeScenario.ID.euro
  private static let bitcoin = EdgeScenario.ID.bitcoin
  private static let largest = Cell.text(EdgeScenario.largestAmount)
  private static let smallest = Cell.text(EdgeScenario.smallestAmount)

  /// Adds a wallet in either currency, as everybody has who has signed up.
  func addWallets(to rows: inout ScenarioRows) {
    addWallet(in: Self.euro, with: 100, to: &rows)
    addWallet(in: Self.bitcoin, with: "0.5", to: &rows)
  }

  /// No sum of a column passes what it holds: what is largest stands alone in its currency.
  func addAmounts(to rows: inout ScenarioRows) {
    addWallet(in: Self.bitcoin, with: Self.smallest, to: &rows)
    addWallet(in: EdgeScenario.ID.test, with: Self.largest, to: &rows)
    let euros = addWallet(in: Self.euro, with: 0, to: &rows)
    addTransaction(of: euros, "Largest", credit: Self.largest, on: .days(-2), to: &rows)
    addTransaction(of: euros, "Largest", debit: Self.largest, on: .days(-1), to: &rows)
    for (amount, type) in [(Self.smallest, "credit"), (Self.largest, "debit")] as [(Cell, Cell)] {
      rows.add(
        "account_operation",
        [
          "partner_id": .integer(partner), "date": .days(2), "amount": amount, "description": "Standing order",
          "type": type, "operation_ref": "edge",
        ])
    }
    rows.add(
      "account_reservation",
      [
        "partner_id": .integer(partner), "currency_id": .integer(Self.euro), "credit": Self.largest,
        "debit": Self.smallest,
      ])
    for amount in [Self.smallest, Self.largest, Self.largest] {
      rows.add(
        "account_transfer",
        [
          "sender_id": .integer(partner), "recipient_name": "Croesus", "create_date": .days(-1), "amount_in": amount,
          "currency_in_id": .integer(Self.bitcoin), "amount_out": amount, "currency_out_id": .integer(Self.bitcoin),
          "amount_out_base": amount, "operation_ref": "edge",
        ])
    }
  }

  func addDebts(to rows: inout ScenarioRows) {
    addWallet(in: Self.bitcoin, with: "-\(EdgeScenario.smallestAmount)", to: &rows)
    addWallet(in: Self.euro, with: "-0.01", to: &rows)
    addWallet(in: EdgeScenario.ID.test, with: "-\(EdgeScenario.largestAmount)", to: &rows)
    let spent = addWallet(in: Self.euro, with: 10, to: &rows)
    addTransaction(of: spent, "Loan", debit: "25.50", on: .days(-1), to: &rows)
  }

  func addCards(to rows: inout ScenarioRows) {
    addWallets(to: &rows)
    let ends: [Cell] = [
      "2000-01-31 23:59:59", "2016-02-29 23:59:59", .days(-1, at: "23:59:59"), .days(0, at: "00:00:00"),
      .days(0, at: "23:59:59"), "2028-02-29 23:59:59", "9999-12-31 23:59:59",
    ]
    for end in ends {
      rows.add(
        "payment_card", from: EdgeScenario.ID.firstCard,
        [
          "partner_id": .integer(partner), "pan_number": "42424242", "payment_system": "Visa",
          "cardholder_name": "Cards Edge", "expiration_date": end,
        ])
    }
  }

  /// Adds the first of the operations that the script repeats.
  func addDueOperation(to rows: inout ScenarioRows) {
    addWallets(to: &rows)
    rows.add(
      "account_operation",
      [
        "partner_id": .integer(partner), "date": .days(0, at: "00:00:00"), "amount": 1, "description": "Each minute",
        "type": "debit", "operation_ref": "edge",
      ])
  }

  func addMidnight(to rows: inout ScenarioRows) {
    let euros = addWallet(in: Self.euro, with: 100, to: &rows)
    addWallet(in: Self.bitcoin, with: 1, to: &rows)
    for day in [-2, -1] {
      for hour in 0..<24 {
        let time = "\(hour < 10 ? "0" : "")\(hour):00:00"
        addTransaction(of: euros, "At \(time)", credit: 1, on: .days(day, at: time), to: &rows)
      }
      addTransaction(of: euros, "The last second", debit: 24, on: .days(day, at: "23:59:59"), to: &rows)
    }
  }

  func addLeapDays(to rows: inout ScenarioRows) {
    let euros = addWallet(in: Self.euro, with: 29, opened: "2000-02-29 00:00:00", to: &rows)
    for year in [2000, 2012, 2016] {
      for (date, type) in [
        ("02-28 23:59:59", "The second before"), ("02-29 00:00:00", "The first second"),
        ("02-29 23:59:59", "The last second"), ("03-01 00:00:00", "The second after"),
      ] {
        addTransaction(of: euros, type, credit: 1, on: .text("\(year)-\(date)"), to: &rows)
      }
    }
    rows.add(
      "mail_notification",
      ["partner_id": .integer(partner), "date": "2016-02-29 12:00:00", "subject": "See you on the next leap day"])
  }

  @discardableResult
  private func addWallet(
    in currency: Int, with balance: Cell, opened: Cell = .days(-90), to rows: inout ScenarioRows
  ) -> Int {
    let code = "edge-\(self)-\(currency)"
    return rows.add(
      "account_account",
      [
        "partner_id": .integer(partner), "currency_id": .integer(currency), "code": .text(code),
        "acc_number": .text(code), "create_date": opened, "opening_balance": balance,
      ])
  }

  private func addTransaction(
    of wallet: Int, _ type: String, credit: Cell = 0, debit: Cell = 0, on date: Cell, to rows: inout ScenarioRows
  ) {
    rows.add(
      "account_transaction",
      [
        "account_id": .integer(wallet), "date": date, "type": .text(type), "credit": credit, "debit": debit,
        "operation_ref": "edge",
      ])
  }
}
