import Store

/// What moves on accounts in one go: each leg is a transaction of its account, under one reference.
struct Movement {
  let reference: String
  private let type: String
  private let state: DatabaseState

  init(_ type: String, in state: DatabaseState) throws {
    reference = try state.generate(.operationReference) { $0.hexadecimal(bytes: 4) }
    self.type = type
    self.state = state
  }

  func credit(_ sum: Sum, to wallet: Wallet) throws {
    try add(credit: sum.units, debit: 0, to: wallet)
  }

  func debit(_ sum: Sum, from wallet: Wallet) throws {
    try add(credit: 0, debit: sum.units, to: wallet)
  }

  private func add(credit: Int64, debit: Int64, to wallet: Wallet) throws {
    try state.connection.run(
      """
      INSERT INTO account_transaction (account_id, date, type, credit, debit, operation_ref) VALUES (?, ?, ?, ?, ?, ?)
      """, wallet.id, state.now.description, type, credit, debit, reference)
  }
}
