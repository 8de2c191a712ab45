import Store

/// The accounts with which a user starts: one in EUR, one in BTC, both empty.
enum NewAccounts {
  static func open(for user: User, in state: DatabaseState) throws {
    let currencies = try state.connection.all(
      "SELECT id, name FROM res_currency WHERE name IN ('EUR', 'BTC') ORDER BY id"
    ) { (id: try $0[0] as Int, name: try $0[1] as String) }
    for currency in currencies {
      let code = try state.generate(.accountCode) { currency.name == "BTC" ? bitcoinAddress(&$0) : $0.digits(11) }
      _ = try state.connection.run(
        """
        INSERT INTO account_account (id, partner_id, currency_id, code, acc_number, create_date)
        VALUES (?, ?, ?, ?, ?, ?)
        """, try PaymentSource.nextID(in: state), user.partnerID, currency.id, code, code, state.now.description)
    }
  }

  /// Looks like an address of the Bitcoin network, and is none: its checksum is as random as the rest.
  private static func bitcoinAddress(_ chance: inout RandomSource) -> String {
    let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
    return "1" + String((0..<33).map { _ in alphabet[Int(chance.number(below: UInt64(alphabet.count)))] })
  }
}
