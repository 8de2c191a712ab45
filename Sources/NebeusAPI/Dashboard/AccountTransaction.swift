import JSON
import JSONRPC
import Store

/// A movement on an account.
struct AccountTransaction {
  /// Who is on the other side: a partner, or the bank itself.
  struct Counterpart {
    let id: Int?
    let name: String
    let surname: String?
    let countryCode: String?

    /// A movement without a partner is one between accounts of the house.
    static let house = Counterpart(id: nil, name: "Internal", surname: "Transfer", countryCode: nil)
  }

  let credit: ExactDecimal
  let currency: String
  let date: String
  let debit: ExactDecimal
  let reference: String
  let counterpart: Counterpart
  let type: String

  private static let latestCount = 10

  static let fields: [Field<AccountTransaction>] = [
    Field("credit", "Money that came in") { $0.credit },
    Field("currency", "Currency of the account") { $0.currency },
    Field("date", "When, in UTC") { $0.date },
    Field("debit", "Money that went out") { $0.debit },
    Field("id", "Reference of the operation") { $0.reference },
    Field(
      "partner", "The other side",
      .object([
        Field("surname", "Surname") { $0.surname },
        Field("name", "First name") { $0.name },
        Field(optional: "id", "Partner id; left out for internal transfers") { $0.id },
        Field(optional: "country_code", "Code of the country; left out for internal transfers") { counterpart in
          counterpart.id.map { _ in counterpart.countryCode }
        },
      ])
    ) { $0.counterpart },
    Field("type", "What it was for") { $0.type },
  ]

  /// The ten latest of all the partner's accounts, oldest first.
  ///
  /// Each account gives its ten latest by its index, so that the cost doesn't grow with how many there are.
  static func latest(of partner: Int, in state: DatabaseState) throws -> [AccountTransaction] {
    let newestFirst = try state.connection.all(
      """
      SELECT t.credit, c.name, t.date, t.debit, t.operation_ref, p.id, p.name, p.surname, k.code, t.type
      FROM account_account a
      JOIN account_transaction t ON t.id IN (
        SELECT id FROM account_transaction WHERE account_id = a.id ORDER BY date DESC, id DESC LIMIT ?2)
      JOIN res_currency c ON c.id = a.currency_id
      LEFT JOIN res_partner p ON p.id = t.partner_id
      LEFT JOIN res_country k ON k.id = p.country_id
      WHERE a.partner_id = ?1 ORDER BY t.date DESC, t.id DESC LIMIT ?2
      """, partner, latestCount
    ) { row in
      let counterpart = try (row[5] as Int?).map { id in
        Counterpart(id: id, name: try row[6], surname: try row[7], countryCode: try row[8])
      }
      return AccountTransaction(
        credit: try row.amount(0), currency: try row[1], date: try row[2], debit: try row.amount(3),
        reference: try row[4], counterpart: counterpart ?? .house, type: try row[9])
    }
    return newestFirst.reversed()
  }
}
