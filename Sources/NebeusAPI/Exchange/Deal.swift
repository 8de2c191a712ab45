import JSON
import JSONRPC
import Store
import Time

/// A purchase or a sale of bitcoin, before it is done.
struct Deal {
  enum Kind: String {
    case buy, sell

    /// What its transactions are called.
    var title: String {
      switch self {
      case .buy: "Buy bitcoin"
      case .sell: "Sell bitcoin"
      }
    }
  }

  let kind: Kind
  let bitcoin: Money
  let euro: Money
  let source: PaymentSource
  let target: Wallet

  /// What leaves the source.
  var outgoing: Money { kind == .buy ? euro : bitcoin }
  /// What reaches the target.
  var incoming: Money { kind == .buy ? bitcoin : euro }

  /// Throws a refusal that says why the deal can't be done now.
  func check(for user: User, in state: DatabaseState) throws {
    guard try RateTolerance.admits(bitcoin.decimal, at: rate(in: state), for: euro.decimal, at: ExactDecimal(1)) else {
      throw kind.offRate
    }
    let limit = try DailyLimit.remaining(of: user.partnerID, in: state)
    guard euro.decimal <= limit else { throw kind.overLimit.with(limit) }
    switch source {
    case .wallet(let wallet):
      guard wallet.balance >= outgoing.decimal else { throw kind.notEnough }
    case .savedCard(let card):
      guard !card.isExpired(at: state.now) else { throw kind.expired }
    case .newCard: break
    }
  }

  /// Moves the money: a leg for each wallet, and the order that counts against the day's limit.
  func perform(for user: User, in state: DatabaseState) throws {
    let movement = try Movement(kind.title, in: state)
    if case .wallet(let wallet) = source { try movement.debit(outgoing, from: wallet) }
    try movement.credit(incoming, to: target)
    try state.connection.run(
      """
      INSERT INTO exchange_order (partner_id, date, type, bitcoin_amount, euro_amount, operation_ref)
      VALUES (?, ?, ?, ?, ?, ?)
      """, user.partnerID, state.now, kind.rawValue, bitcoin.units, euro.units, movement.reference)
  }

  /// Units of BTC for one EUR.
  private func rate(in state: DatabaseState) throws -> ExactDecimal {
    let rate = try state.connection.first(
      """
      SELECT coalesce(CASE ? WHEN 'buy' THEN buy_rate ELSE sell_rate END, rate) FROM res_currency WHERE name = 'BTC'
      """, kind.rawValue
    ) { try $0.rate(0) }
    guard let rate else { throw StateError.missingRow(table: "res_currency", id: nil) }
    return rate
  }
}

extension Deal.Kind {
  /// Those of a deal that can't be done now.
  var refusals: [Refusal] { [offRate, overLimit, notEnough] + (self == .buy ? [expired] : []) }

  fileprivate var offRate: Refusal { refusal("The amounts are over one percent off the current rate") }
  fileprivate var overLimit: Refusal { refusal("The amount is over the daily limit: {limit} EUR are left") }
  fileprivate var notEnough: Refusal { refusal("There is not enough money in the wallet") }
  fileprivate var expired: Refusal { refusal("The card has expired") }

  /// The exchange's documented failure has no room for a field.
  private func refusal(_ message: String) -> Refusal { Refusal(ArgumentError(field: rawValue, message: message)) }
}

/// What buying and selling answer: that a code was sent, or that it is done.
enum DealAnswer {
  case codeSent(id: Int, by: ConfirmationCode.Method, at: Timestamp)
  case done

  static let shape = Shape<DealAnswer>.object([
    Field("status", "Status of the operation") { _ in "success" },
    Field(optional: "timestamp", "When the code was sent, in UTC") { answer in
      if case .codeSent(_, _, let moment) = answer { moment.description } else { nil }
    },
    Field(optional: "method", "How the code was sent: email or sms") { answer in
      if case .codeSent(_, let method, _) = answer { method.rawValue } else { nil }
    },
    Field(optional: "code_id", "Id of the code to verify") { answer in
      if case .codeSent(let id, _, _) = answer { id } else { nil }
    },
    Field(optional: "time", "Milliseconds left to enter the code") { answer in
      if case .codeSent = answer { ConfirmationCode.milliseconds } else { nil }
    },
  ])
}

/// The two steps of buying and selling: a call that sends a code, and the same call with the code.
enum DealSteps {
  static let codeID = Parameter("code_id", .optional(.anyIdentifier), "Id of the code to verify")
  static let code = Parameter("code", .optional(.anyDigits), "The code, which confirms the transaction")

  static let parameters: [any ParameterDeclaration] = [codeID, code]

  /// A `code` given, be it empty, makes the call the second step; a new card needs none and has one step only.
  ///
  /// - Parameter finish: what else is done when the money moves, in the same transaction.
  static func take(
    _ deal: Deal, _ arguments: Arguments, in context: CallContext, finish: () throws -> Void = {}
  ) throws -> DealAnswer {
    let user = try context.user
    let state = context.state
    if arguments.isStrict, arguments.has(code) != arguments.has(codeID) {
      throw arguments.has(code) ? codeID.missing : code.missing
    }
    var confirmed: Int?
    if deal.source.id != nil {
      guard arguments.has(code) else {
        try deal.check(for: user, in: state)
        let sent = try context.database.transaction { try ConfirmationCode.send(for: deal, to: user, in: state) }
        return .codeSent(id: sent.id, by: sent.method, at: context.now)
      }
      confirmed = try ConfirmationCode.confirm(
        arguments[codeID], arguments[code] ?? "", for: deal, of: user, in: state)
    }
    // The code first: who has none learns nothing of limits and balances.
    try deal.check(for: user, in: state)
    try context.database.transaction {
      if let confirmed { try ConfirmationCode.use(confirmed, in: state) }
      try deal.perform(for: user, in: state)
      try finish()
    }
    return .done
  }

  /// Those of both steps.
  static func refusals(of kind: Deal.Kind) -> [Refusal] { [ConfirmationCode.refusal] + kind.refusals }

  /// The refusals of an argument that should name a wallet in `currency`.
  static func refusals(of parameter: Parameter<Int>, in currency: String) -> [Refusal] {
    [notOwn(parameter), otherCurrency(parameter, currency)]
  }

  /// The current user's wallet that an argument names. Throws the argument's refusal where it isn't one in `currency`.
  static func wallet(
    _ parameter: Parameter<Int>, _ arguments: Arguments, in currency: String, _ context: CallContext
  ) throws -> Wallet {
    let found = try Wallet.find(arguments[parameter], of: context.user.partnerID, in: context.state)
    guard let found else { throw notOwn(parameter) }
    guard found.currency.name == currency else { throw otherCurrency(parameter, currency) }
    return found
  }

  private static func notOwn(_ parameter: Parameter<Int>) -> Refusal {
    parameter.refusal("\(parameter.field): not one of your wallets")
  }

  private static func otherCurrency(_ parameter: Parameter<Int>, _ currency: String) -> Refusal {
    parameter.wrong("should be a wallet in \(currency)")
  }
}
