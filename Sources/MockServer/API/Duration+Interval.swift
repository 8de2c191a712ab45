import Dispatch

extension Duration {
  /// The same for Dispatch, to the millisecond, and never shorter.
  var interval: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    let (milliseconds, overflow) = Int(seconds).multipliedReportingOverflow(by: 1_000)
    guard !overflow else { return .never }
    return .milliseconds(milliseconds + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }
}
