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

  init(of user: User, in world: World) throws {
    let partner = user.partnerID
    let chartCurrency = try Currency.ofCharts(of: partner, in: world)
    profile = try Profile(ofPartner: partner, in: world)
    networks = try SocialNetwork.all(of: partner, in: world)
    defaultCurrency = try Currency.standard(of: partner, in: world)
    accounts = try AccountSummary.all(of: partner, in: world)
    transactions = try AccountTransaction.latest(of: partner, in: world)
    dueOperations = try DueOperation.next(of: partner, in: world)
    reserved = try ReservedMoney(of: partner, in: chartCurrency, world: world)
  }
}
