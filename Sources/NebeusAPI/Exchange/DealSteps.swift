import JSONRPC
import Store

/// The two steps of buying and selling: a call that sends a code, and the same call with the code.
enum DealSteps {
  static let codeID = Parameter("code_id", .optional(.anyIdentifier), "Id of the code to verify")
  static let code = Parameter("code", .optional(.anyIdentifier), "The code, which confirms the transaction")

  static let parameters: [ParameterDeclaration] = [.init(codeID), .init(code)]

  /// A `code` given, be it empty, makes the call the second step; a new card needs none and has one step only.
  ///
  /// - Parameter finish: what else is done when the money moves, in the same transaction.
  static func take(
    _ deal: Deal, _ arguments: Arguments, in context: CallContext, finish: () throws -> Void = {}
  ) throws -> DealAnswer {
    let user = try context.user
    let state = context.state
    var confirmed: Int?
    if deal.source.id != nil {
      guard arguments.has(code) else {
        try deal.check(for: user, in: state)
        let id = try context.database.transaction { try ConfirmationCode.send(for: deal, to: user, in: state) }
        return .codeSent(id: id, at: context.now)
      }
      confirmed = try ConfirmationCode.confirm(
        arguments[codeID], arguments[code] ?? "", for: deal, of: user, in: state)
    }
    // The code first: whoever has none learns nothing of limits and balances by it.
    try deal.check(for: user, in: state)
    try context.database.transaction {
      if let confirmed { try ConfirmationCode.use(confirmed, in: state) }
      try deal.perform(for: user, in: state)
      try finish()
    }
    return .done
  }

  /// The current user's wallet that an argument names. Throws the argument's refusal where it isn't one in `currency`.
  static func wallet(
    _ parameter: Parameter<Int>, _ arguments: Arguments, in currency: String, _ context: CallContext
  ) throws -> Wallet {
    let found = try Wallet.find(arguments[parameter], of: context.user.partnerID, in: context.state)
    guard let found else { throw parameter.wrong("is no wallet of the user's") }
    guard found.currency.name == currency else { throw parameter.wrong("should be a wallet in \(currency)") }
    return found
  }
}
