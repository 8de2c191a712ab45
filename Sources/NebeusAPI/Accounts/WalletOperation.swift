import JSON
import JSONRPC
import SQLite

/// A movement on a wallet, and the balance after it.
struct WalletOperation {
  let amount: ExactDecimal
  let balance: ExactDecimal
  /// `YYYY-MM-DD HH:MM:SS`
  let date: String
  let name: String
  let number: String
  let operationReference: String
  let recipient: AccountTransaction.Counterpart
  let reference: String

  static let fields: [Field<WalletOperation>] = [
    Field("amount", "Amount, below zero for money going out") { $0.amount },
    Field("balance", "Balance after the operation") { $0.balance },
    Field("date", "Day, in UTC") { String($0.date.prefix(10)) },
    Field("name", "What it was for") { $0.name },
    Field("num", "Number of the entry") { $0.number },
    Field("operation_ref", "Reference of the operation") { $0.operationReference },
    Field(
      "recipient", "The other side",
      .object([
        Field("name", "First name") { $0.name },
        Field("surname", "Surname") { $0.surname },
        Field("id", "Partner id") { $0.id },
      ])
    ) { $0.recipient },
    Field("reference", "Reference of the entry") { $0.reference },
  ]
}
