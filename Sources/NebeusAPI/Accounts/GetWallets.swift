import JSONRPC

/// The current user's wallets.
enum GetWallets {
  static let endpoint = Endpoint<CallContext>(
    "/user/get_wallets_list/1.0/json",
    summary: "Get user wallets",
    access: .session,
    answer: .list(of: Wallet.fields),
    envelope: .object
  ) { _, context in
    try Wallet.all(of: context.user.partnerID, in: context.state)
  }
}
