import Testing
import Time

@Suite("A duration in nanoseconds")
struct DurationTests {
  @Test(
    "is never below zero, and never more than can be added to a moment",
    arguments: [
      (.zero, 0), (.nanoseconds(1), 1), (.milliseconds(1500), 1_500_000_000), (.nanoseconds(-1), 0),
      (.seconds(Int64.max), Int64.max / 4), (.seconds(Int64.min), 0),
      (Duration(secondsComponent: 9_223_372_036, attosecondsComponent: 999_999_999_999_999_999), Int64.max / 4),
      (Duration(secondsComponent: -9_223_372_036, attosecondsComponent: -999_999_999_999_999_999), 0),
    ] as [(Duration, Int64)])
  func nanoseconds(_ duration: Duration, _ expected: Int64) { #expect(duration.nanoseconds == expected) }
}
