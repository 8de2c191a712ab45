import JSON
import JSONRPC
import Store

/// The current user at a glance: who it is, what it has, what moved last, what is due.
enum GetDashboard {
  static let endpoint = Endpoint<CallContext>(
    "/partner/dashboard",
    summary: "Dashboard",
    access: .session,
    answer: .object([
      Field("name", "First name") { $0.profile.name },
      Field("surname", "Surname") { $0.profile.surname },
      Field("city", "City") { $0.profile.city },
      Field("country_name", "Country") { $0.profile.countryName },
      Field("country_code", "Code of the country") { $0.profile.countryCode },
      Field("rating", "Rating") { $0.profile.rating },
      Field("credit_rank", "Credit rank") { $0.profile.creditRank },
      Field("verification", "What is verified of the user", VerificationStatus.shape) { $0.profile.verification },
      Field("social_networks", "Social networks", .rows(SocialNetworks.columns)) { $0.networks },
      Field("default_currency", "Currency in which the user counts", Currency.shape) { $0.defaultCurrency },
      Field("accounts", "Accounts, oldest first", .rows(AccountSummaries.columns)) { $0.accounts },
      Field("transactions", "The ten latest, oldest first", .rows(LatestTransactions.columns)) { $0.transactions },
      Field(
        "nearest_operations", "The five next to be due, soonest first", .rows(DueOperations.columns)
      ) { $0.dueOperations },
      Field("reserved_money", "Money set aside, in the chart's currency", ReservedMoney.shape) { $0.reserved },
    ]),
    envelope: .none
  ) { _, context in
    try Dashboard(of: context.user.partnerID, in: context)
  }
}

/// What the dashboard shows of a user.
struct Dashboard {
  let profile: Profile
  let networks: Rows
  let defaultCurrency: Currency
  let accounts: Rows
  let transactions: Rows
  let dueOperations: Rows
  let reserved: ReservedMoney

  init(of partner: Int, in context: CallContext) throws {
    let state = context.state
    let chartCurrency = try Currency.ofCharts(of: partner, in: state)
    profile = try Profile(ofPartner: partner, in: state)
    networks = SocialNetworks.all(of: partner, in: context)
    defaultCurrency = try Currency.standard(of: partner, in: state)
    accounts = AccountSummaries.all(of: partner, in: context)
    transactions = try LatestTransactions.rows(of: partner, in: context)
    dueOperations = DueOperations.next(of: partner, in: context)
    reserved = try ReservedMoney(of: partner, in: chartCurrency, state: state)
  }
}

/// A partner's accounts in short.
enum AccountSummaries {
  static let columns = [
    RowColumn("acc_number", .text, "Account number"),
    RowColumn("currency", of: Currency.columns, "Currency of the account"),
    RowColumn("sum", .amount, "Balance"),
  ]

  static func all(of partner: Int, in context: CallContext) -> Rows {
    context.rows(
      """
      SELECT a.acc_number, c.rate, c.name, a.balance FROM account_account a
      JOIN res_currency c ON c.id = a.currency_id WHERE a.partner_id = ? ORDER BY a.id
      """, partner)
  }
}
