import JSONRPC

/// The current user's wallets.
enum GetWallets {
  static let endpoint = Endpoint<CallContext>(
    "/user/get_wallets_list/1.0/json",
    summary: "Get user wallets",
    access: .session,
    answer: .rows([
      RowColumn("ac_currency_id", .reference, "Id and name of the currency"),
      RowColumn("acc_number", .text, "Account number"),
      RowColumn("balance", .amount, "Balance"),
      RowColumn("code", .text, "Code, which names the wallet in requests"),
      RowColumn("create_date", .text, "When the wallet was opened, in UTC"),
      RowColumn("currency_id", .reference, "Id and name of the currency"),
      RowColumn("display_name", .text, "Code, as it is shown"),
      RowColumn("id", .integer, "Wallet id"),
      RowColumn("name", .text, "Name"),
    ]),
    envelope: .object
  ) { _, context in
    try context.rows(
      """
      SELECT c.id, c.name, a.acc_number, a.balance, a.code, a.create_date, c.id, c.name, a.code, a.id, a.name
      FROM account_account a JOIN res_currency c ON c.id = a.currency_id WHERE a.partner_id = ? ORDER BY a.id
      """, context.user.partnerID)
  }
}
