import JSONRPC

/// The API that the reference documents.
package enum API {
  /// Everything that is documented in any revision, in the order of the reference.
  package static let chapters: [Chapter] = [
    Chapter("Authentication", [SignIn.endpoint, LogOut.endpoint, ResetPassword.endpoint, SignUp.endpoint]),
    Chapter("Countries", [GetCountries.endpoint]),
    Chapter("Dashboard", [GetDashboard.endpoint, GetDashboardGraphic.endpoint]),
    Chapter("Images", images: [ProfileImage.big, ProfileImage.small, CountryFlag.endpoint]),
    Chapter("Helpdesk", [SubmitTicket.endpoint]),
    Chapter(
      "Chat",
      [
        GetOrCreateSession.endpoint, GetOrCreateGroupSession.endpoint, GetSessions.endpoint, GetGroupSessions.endpoint,
        PostMessage.endpoint, InitializeChat.endpoint, GetHistory.endpoint, ChangeSessionStatus.endpoint,
      ]),
    Chapter(
      "Address book",
      [
        GetAllUsers.endpoint, GetUsersFromBook.endpoint, AddUsers.endpoint, RemoveUsers.endpoint, AddPartner.endpoint,
      ]),
    Chapter("Accounts", [GetWallets.endpoint, GetWalletOperations.endpoint, GetCards.endpoint]),
    Chapter("Card to card", [NewCardTransfer.endpoint, SearchCardTransfers.endpoint]),
    Chapter(
      "Exchange",
      [
        GetBuyLimit.endpoint, GetBuyCurrencies.endpoint, GetSellCurrencies.endpoint, BuyCurrency.endpoint,
        SellCurrency.endpoint, GetHistoricalRate.endpoint,
      ]),
    Chapter("Transfers", [GetTransfers.endpoint, GetDepositMethods.endpoint]),
    Chapter("Notifications", [GetNotifications.endpoint]),
  ]

  /// What the reference doesn't list and Odoo 8 has: a strict server refuses it unless it is told otherwise.
  package static let extensions: [Chapter] = [Chapter("Long polling", [LongPoll.endpoint])]

  /// The chapters of one revision of the reference, with the endpoints that it has.
  package static func chapters(in revision: Revision) -> [Chapter] {
    chapters.map { chapter in
      Chapter(chapter.name, chapter.endpoints.filter { $0.since <= revision }, images: chapter.images)
    }.filter { !$0.endpoints.isEmpty || !$0.images.isEmpty }
  }

  /// The endpoints of one revision of the reference.
  package static func endpoints(in revision: Revision) -> [Endpoint<CallContext>] {
    chapters(in: revision).flatMap(\.endpoints)
  }

  /// Every endpoint that takes calls, of any revision.
  package static let endpoints: [Endpoint<CallContext>] = chapters.flatMap(\.endpoints)

  /// Every image that is served.
  package static let images: [ImageEndpoint] = chapters.flatMap(\.images)
}

/// A chapter of the reference: its endpoints, in its order.
package struct Chapter: Sendable {
  package let name: String
  package let endpoints: [Endpoint<CallContext>]
  package let images: [ImageEndpoint]

  init(_ name: String, _ endpoints: [Endpoint<CallContext>] = [], images: [ImageEndpoint] = []) {
    self.name = name
    self.endpoints = endpoints
    self.images = images
  }
}
