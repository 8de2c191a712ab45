/// What an endpoint does to the state behind it.
package enum Effect: Sendable {
  case reads
  /// It runs in a transaction, which is rolled back where the call is refused or fails.
  case writes
  /// It runs transactions of its own: what one has kept stays, though the call is refused behind it.
  case writesInSteps
}
