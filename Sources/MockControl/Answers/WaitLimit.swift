import JSON

/// How long a control call may wait for something to come true.
enum WaitLimit {
  static let limit = 300
  static let meaning = "a number of seconds from 0 to \(limit)"

  /// Nil where it is more than may be waited; to the millisecond.
  static func duration(_ seconds: ExactDecimal) -> Duration? {
    guard !seconds.isNegative, let milliseconds = seconds.units(scale: 3), milliseconds <= limit * 1_000 else {
      return nil
    }
    return .milliseconds(milliseconds)
  }
}
