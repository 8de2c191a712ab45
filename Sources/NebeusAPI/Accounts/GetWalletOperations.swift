import JSON
import JSONRPC
import Store
import Time

/// What moved on one of the current user's wallets, the last 30 days unless said.
enum GetWalletOperations {
  static let account = Parameter("account_id", .text(), "Code of the wallet, with _ for /")
  static let from = Parameter("date_from", .optional(.moment), "The earliest moment, with time zone")
  static let to = Parameter("date_to", .optional(.moment), "The latest moment, with time zone")
  static let unknown = account.refusal("not the code of one of your wallets")

  private static let secondsShown = 30 * 86_400

  static let endpoint = Endpoint<CallContext>(
    "/user/accounts/{account_id}/operations/",
    summary: "Get wallet operations",
    access: .session,
    parameters: [from, to],
    pathParameters: [account],
    answer: .object([
      Field("balance", "Balance of the wallet") { text($0.balance) },
      Field("currency_name", "Currency of the wallet") { $0.currency },
      Field("items", "The operations, newest first", .list(of: WalletOperation.fields)) { $0.operations },
      Field("topup", "What came in") { text($0.credit) },
      Field("withdraw", "What went out") { text($0.debit) },
    ]),
    envelope: .object,
    refusals: [unknown]
  ) { arguments, context in
    let (first, last) = range(arguments, now: context.now)
    let statement = try WalletStatement(
      ofCode: arguments[account], partner: context.user.partnerID, from: first, to: last, in: context.state)
    guard let statement else { throw unknown }
    return statement
  }

  /// A range with one end given is open at the other.
  private static func range(_ arguments: Arguments, now: Timestamp) -> (first: Timestamp, last: Timestamp) {
    let first = arguments[from]
    let last = arguments[to]
    guard first != nil || last != nil else { return (now.advanced(by: -secondsShown), now) }
    return (first ?? Timestamp.expressible.lowerBound, last ?? Timestamp.expressible.upperBound)
  }

  /// `0.0`: a text with at least one decimal.
  private static func text(_ amount: ExactDecimal) -> String {
    amount.scale == 0 ? "\(amount).0" : "\(amount)"
  }
}
