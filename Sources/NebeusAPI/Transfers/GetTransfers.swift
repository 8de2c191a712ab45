import JSON
import JSONRPC
import SQLite
import Store
import Time

/// The transfers that the current user has sent or received, newest first, and what they come to.
enum GetTransfers {
  static let endpoint = Endpoint<CallContext>(
    "/user/transfers",
    summary: "Get transfers",
    since: .june2017,
    access: .session,
    answer: .object([
      Field("items", "The transfers, newest first", .list(of: Transfer.fields)) { $0.items },
      Field(
        "total", "Totals, in the base currency",
        .object([
          Field("currency", "The base currency") { _ in Transfer.baseCurrency },
          Field("from", "Sum of those sent") { $0.sent },
          Field("to", "Sum of those received") { $0.received },
        ])
      ) { $0 },
    ]),
    envelope: .object
  ) { _, context in
    try TransferList(of: context.user.partnerID, in: context.state)
  }
}

/// A partner's transfers.
struct TransferList {
  let items: [Transfer]
  private(set) var sent = ExactDecimal.zero
  private(set) var received = ExactDecimal.zero

  init(of partner: Int, in state: DatabaseState) throws {
    let now = state.now
    items = try state.connection.all(
      """
      SELECT t.create_date, t.amount_in, t.amount_out, t.amount_out_base, t.confirmations, i.name, o.name, t.description,
        t.operation_ref, t.refuse_reason, t.seen, t.stage, t.stage_name, t.sender_id IS ?1,
        s.id, coalesce(s.full_name, t.sender_name), s.email, lower(h.code),
        r.id, coalesce(r.full_name, t.recipient_name), r.email, lower(k.code)
      FROM (
        SELECT id FROM account_transfer WHERE sender_id = ?1 UNION SELECT id FROM account_transfer WHERE recipient_id = ?1
      ) found
      JOIN account_transfer t ON t.id = found.id
      JOIN res_currency i ON i.id = t.currency_in_id JOIN res_currency o ON o.id = t.currency_out_id
      LEFT JOIN res_partner_name s ON s.id = t.sender_id LEFT JOIN res_country h ON h.id = s.country_id
      LEFT JOIN res_partner_name r ON r.id = t.recipient_id LEFT JOIN res_country k ON k.id = r.country_id
      ORDER BY t.create_date DESC, t.id DESC
      """, partner
    ) { try Transfer($0, now: now) }
    for item in items {
      if item.isSent {
        sent = try sum(sent, item.amountOutBase)
      } else {
        received = try sum(received, item.amountOutBase)
      }
    }
  }

  private func sum(_ left: ExactDecimal, _ right: ExactDecimal) throws -> ExactDecimal {
    guard let sum = left.adding(right) else { throw StateError.notDecimal("\(left) + \(right)") }
    return sum
  }
}

/// Money on its way from one person to another.
struct Transfer {
  /// Rates are units for one of it.
  static let baseCurrency = "EUR"

  private static let secondsPerHour = 3_600

  /// Who sends or receives: a partner, or somebody of whom no more than a name is known.
  struct Party {
    let id: Int?
    let name: String
    let email: String?
    let countryCode: String?

    /// Reads a partner's id, name, e-mail and country from `index` on.
    init(_ row: borrowing Row, at index: Int) throws {
      id = try row[index]
      name = try row[index + 1]
      email = try row[index + 2]
      countryCode = try row[index + 3]
    }

    static let shape = Shape<Party>.object([
      Field("country_code", "Code of the country, in lower case; _blank without one") { $0.countryCode ?? "_blank" },
      Field("email", "E-mail") { $0.email },
      Field(optional: "id", "Partner ID; left out for a person who isn't a partner") { $0.id },
      Field("name", "Name") { $0.name },
    ])
  }

  let createDate: String
  let age: Int
  let amountIn: ExactDecimal
  let amountOut: ExactDecimal
  let amountOutBase: ExactDecimal
  let confirmations: Int
  let currencyIn: String
  let currencyOut: String
  let description: String?
  let reference: String
  let refuseReason: String?
  let isSeen: Bool
  let stage: Int
  let stageName: String
  /// Whether the current user has sent it.
  let isSent: Bool
  let sender: Party
  let recipient: Party

  init(_ row: borrowing Row, now: Timestamp) throws {
    createDate = try row[0]
    guard let created = Timestamp(createDate) else { throw StateError.unknownWord(createDate) }
    age = max(0, now.seconds - created.seconds) / Self.secondsPerHour
    amountIn = try row.amount(1)
    amountOut = try row.amount(2)
    amountOutBase = try row.amount(3)
    confirmations = try row[4]
    currencyIn = try row[5]
    currencyOut = try row[6]
    description = try row[7]
    reference = try row[8]
    refuseReason = try row[9]
    isSeen = try row[10]
    stage = try row[11]
    stageName = try row[12]
    isSent = try row[13]
    sender = try Party(row, at: 14)
    recipient = try Party(row, at: 18)
  }

  static let fields: [Field<Transfer>] = [
    Field("age", "How long ago it was made, in whole hours") { $0.age == 1 ? "1 hour ago" : "\($0.age) hours ago" },
    Field("amount_in", "Sum that arrives") { $0.amountIn },
    Field("amount_out", "Sum that is sent") { $0.amountOut },
    Field("amount_out_base", "Sum that is sent, in the base currency") { $0.amountOutBase },
    Field("confirmations", "Confirmations by the Bitcoin network") { $0.confirmations },
    Field("create_date", "When it was made, in UTC") { $0.createDate },
    Field("currency_base", "The base currency") { _ in baseCurrency },
    Field("currency_in", "Currency of the sum that arrives") { $0.currencyIn },
    Field("currency_out", "Currency of the sum that is sent") { $0.currencyOut },
    Field("description", "What it is for") { $0.description },
    Field("direction", "from if the current user has sent it, else to") { $0.isSent ? "from" : "to" },
    Field("operation_id", "Reference of the operation") { $0.reference },
    Field("recipient", "Who receives it", Party.shape) { $0.recipient },
    Field("refuse_reason", "Why it was refused") { $0.refuseReason },
    Field("seen", "Whether it was reviewed") { $0.isSeen },
    Field("sender", "Who has sent it", Party.shape) { $0.sender },
    Field(
      "stage", "Stage of the transfer",
      .object([Field("name", "Name of the stage") { $0.stageName }, Field("num", "Number of the stage") { $0.stage }])
    ) { $0 },
  ]
}
