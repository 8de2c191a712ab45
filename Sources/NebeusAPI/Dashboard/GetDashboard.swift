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
      Field("social_networks", "Social networks", .list(of: SocialNetwork.fields)) { $0.networks },
      Field("default_currency", "Currency in which the user counts", Currency.shape) { $0.defaultCurrency },
      Field("accounts", "Accounts, oldest first", .list(of: Wallet.summaryFields)) { $0.accounts },
      Field("transactions", "The ten latest, oldest first", .list(of: AccountTransaction.fields)) { $0.transactions },
      Field(
        "nearest_operations", "The five next to be due, soonest first", .list(of: DueOperation.fields)
      ) { $0.dueOperations },
      Field("reserved_money", "Money set aside, in the chart's currency", ReservedMoney.shape) { $0.reserved },
    ]),
    envelope: .none
  ) { _, context in
    try Dashboard(of: context.user, in: context.state)
  }
}

/// What the dashboard shows of a user.
struct Dashboard {
  let profile: Profile
  let networks: [SocialNetwork]
  let defaultCurrency: Currency
  let accounts: [Wallet]
  let transactions: [AccountTransaction]
  let dueOperations: [DueOperation]
  let reserved: ReservedMoney

  init(of user: User, in state: DatabaseState) throws {
    let partner = user.partnerID
    let chartCurrency = try Currency.ofCharts(of: partner, in: state)
    profile = try Profile(ofPartner: partner, in: state)
    networks = try SocialNetwork.all(of: partner, in: state)
    defaultCurrency = try Currency.standard(of: partner, in: state)
    accounts = try Wallet.all(of: partner, in: state)
    transactions = try AccountTransaction.latest(of: partner, in: state)
    dueOperations = try DueOperation.next(of: partner, in: state)
    reserved = try ReservedMoney(of: partner, in: chartCurrency, state: state)
  }
}
