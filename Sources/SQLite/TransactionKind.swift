/// When a transaction takes its lock.
///
/// Source: https://www.sqlite.org/lang_transaction.html
package enum TransactionKind: Sendable {
  /// At the first statement that needs it, which may then find the database busy half-way.
  case deferred
  /// At its start, so that what follows can't fail for another writer.
  case immediate
}
