/// The members of a bundle, for those who write and read them. Source: docs/replay.md.
package enum BundleFormat {
  /// The first member of the file, and its value: the version of this format.
  package static let mark = "nebeus_mock_bundle"
  package static let version = 1

  /// Why a call that is answered later is in the bundle before that.
  package enum Reason: String, Sendable, CaseIterable {
    /// Faults were decided for it.
    case fault
    /// A long poll has found nothing.
    case poll
  }
}
