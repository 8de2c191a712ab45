import JSONRPC

/// One thing that a test suite can exercise of an endpoint.
package struct CoverageItem: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The endpoint was called, and the call was accepted.
    case accepted
    /// An argument was given.
    case given
    /// An optional argument was left out.
    case omitted
    /// A value of a choice was given: `type=buy`.
    case value
    /// A call was refused because a required argument was left out.
    case missing
    /// A call was refused because of what was given as an argument.
    case refused
    /// A call was refused with this message; a part in braces is what depends on the call.
    case refusedWith = "refused_with"
    /// A call was refused for its session: `missing` or `expired`.
    case session
    /// A property of the answer was other than empty: `users[].name`.
    case field
    /// A step of a call that takes two: `first` or `second`.
    case step
    /// A fault struck a call.
    case fault
    /// There was nothing of the name that the path has.
    case notFound = "not_found"
  }

  package let kind: Kind
  /// What it is about; empty where the kind says all.
  package let name: String
  /// The revisions of the reference that have it.
  package let revisions: ClosedRange<Revision>

  package init(_ kind: Kind, _ name: String = "", in revisions: ClosedRange<Revision> = .all) {
    self.kind = kind
    self.name = name
    self.revisions = revisions
  }
}
