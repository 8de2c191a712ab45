import Store

/// What the dashboard shows of a user.
struct Dashboard {
  let profile: Profile
  let networks: [SocialNetwork]
  let defaultCurrency: Currency
  let accounts: [AccountSummary]
  let transactions: [AccountTransaction]
  let dueOperations: [DueOperation]
  let reserved: ReservedMoney

  init(of user: User, in state: DatabaseState) throws {
    let partner = user.partnerID
    let chartCurrency = try Currency.ofCharts(of: partner, in: state)
    profile = try Profile(ofPartner: partner, in: state)
    networks = try SocialNetwork.all(of: partner, in: state)
    defaultCurrency = try Currency.standard(of: partner, in: state)
    accounts = try AccountSummary.all(of: partner, in: state)
    transactions = try AccountTransaction.latest(of: partner, in: state)
    dueOperations = try DueOperation.next(of: partner, in: state)
    reserved = try ReservedMoney(of: partner, in: chartCurrency, state: state)
  }
}
