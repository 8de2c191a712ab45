/// A call that was understood and turned down; nothing of it is kept.
///
/// It is written in the failure form of its endpoint, which may have room for one complaint or for all of them.
package struct Refusal: Error, Sendable, Equatable {
  /// At least one, the most telling first.
  package private(set) var complaints: [ArgumentError]

  package init(_ first: ArgumentError, _ others: [ArgumentError] = []) {
    complaints = [first] + others
  }

  /// The refusal of all that `complaints` say, nil where there are none.
  package init?(_ complaints: [ArgumentError]) {
    guard !complaints.isEmpty else { return nil }
    self.complaints = complaints
  }

  package var first: ArgumentError { complaints.first ?? ArgumentError(field: "", message: "Refused") }
}
