import ServerTestSupport
import Testing

@testable import NebeusAPI

@Suite("NotificationLog")
struct NotificationLogTests {
  private typealias Event = ChatCrowd.Event

  /// Whom an event concerns, and who is woken by it.
  struct Audience: Sendable, CustomTestStringConvertible {
    let event: ChatCrowd.Event
    /// The users whose polls report it.
    let told: Set<Int>
    /// The users whose polls look; a user's own presence wakes the user, too.
    let woken: Set<Int>

    init(_ event: ChatCrowd.Event, told: Set<Int>, woken: Set<Int>? = nil) {
      self.event = event
      self.told = told
      self.woken = woken ?? told
    }

    var testDescription: String { event.text }
  }

  static let audiences = [
    Audience(.message(session: 1), told: [1, 2]),
    Audience(.message(session: 2), told: [3, 4]),
    Audience(.message(session: 3), told: [1, 3]),
    Audience(.view(session: 1, by: 1), told: [1]),
    Audience(.view(session: 1, by: 2), told: [2]),
    Audience(.view(session: 3, by: 3), told: [3]),
    // By session 1, the group, and the book of user 4.
    Audience(.presence(1), told: [2, 3, 4], woken: [1, 2, 3, 4]),
    // By session 1 and the book of user 5.
    Audience(.presence(2), told: [1, 5], woken: [1, 2, 5]),
    Audience(.presence(3), told: [1, 4], woken: [1, 3, 4]),
    Audience(.presence(4), told: [3], woken: [3, 4]),
    Audience(.presence(5), told: [], woken: []),
  ]

  @Test("tells and wakes those whom an event concerns, and nobody else", arguments: audiences)
  func audience(_ audience: Audience) throws {
    let crowd = try ChatCrowd()
    // Something of each user's before.
    try crowd.happen(.message(session: 1), .message(session: 2), .presence(1), .presence(3))
    let last = try crowd.latest()
    #expect(last == 4)
    for user in ChatCrowd.users { #expect(try crowd.poll(user, after: last) == nil, "user \(user)") }
    #expect(try crowd.recipients(after: last) == [])
    try crowd.happen(audience.event)
    #expect(try crowd.recipients(after: last) == audience.woken)
    for user in ChatCrowd.users {
      let expected = audience.told.contains(user) ? ["5: \(audience.event.text)"] : nil
      #expect(try crowd.poll(user, after: last) == expected, "user \(user)")
      #expect(try crowd.poll(user, after: last + 1) == nil, "user \(user)")
    }
  }

  @Test("has nothing to tell of an empty database")
  func empty() throws {
    let crowd = try ChatCrowd()
    #expect(try crowd.latest() == 0)
    #expect(try crowd.poll(1, after: 0) == nil)
    try crowd.happen(.view(session: 1, by: 1))
    #expect(try crowd.poll(1, after: 0) == ["1: a view of session 1 by user 1"])
  }

  @Test("doesn't tell of a session that its user has left")
  func left() throws {
    let crowd = try ChatCrowd()
    try crowd.happen(.view(session: 3, by: 1), .view(session: 3, by: 3), .message(session: 3))
    try crowd.server.change("DELETE FROM res_groups_users WHERE user_id = 1")
    #expect(try crowd.poll(1, after: 0) == nil)
    #expect(try crowd.poll(3, after: 0) == ["2: a view of session 3 by user 3", "3: a message in session 3"])
  }

  @Test("tells of messages of several sessions in the order in which they were posted")
  func order() throws {
    let crowd = try ChatCrowd()
    try crowd.happen(.message(session: 3), .message(session: 1), .view(session: 1, by: 1), .message(session: 3))
    #expect(
      try crowd.poll(1, after: 0) == [
        "1: a message in session 3", "2: a message in session 1", "3: a view of session 1 by user 1",
        "4: a message in session 3",
      ])
  }

  @Test("tells of a presence only where it has changed")
  func unchanged() throws {
    let crowd = try ChatCrowd()
    try #require(crowd.server.database).withState { state in
      try NotificationLog(state).recordingPresence(of: 1) {}
      // No user, no presence.
      try NotificationLog(state).recordingPresence(of: 99) {}
    }
    #expect(try crowd.latest() == 0)
    try crowd.happen(.presence(1))
    #expect(try crowd.latest() == 1)
  }

  /// What a poll without a last id finds of a message and a view that came so long ago.
  @Test("tells of the latest 50 seconds where there is no last id", arguments: [(0, true), (49, true), (50, false)])
  func fresh(_ seconds: Int, _ isTold: Bool) throws {
    let crowd = try ChatCrowd()
    try crowd.happen(.message(session: 1), .view(session: 1, by: 1))
    try crowd.server.setClock("2017-03-03 12:00:\(seconds < 10 ? "0" : "")\(seconds)")
    let told = ["1: a message in session 1", "2: a view of session 1 by user 1"]
    #expect(try crowd.poll(1, after: 0) == (isTold ? told : nil))
    // So where the id is above all.
    #expect(try crowd.poll(1, after: 3) == (isTold ? told : nil))
    #expect(try crowd.poll(1, after: 2) == nil)
    #expect(try crowd.poll(1, after: 1) == [told[1]])
    // What is older is left out of what is told.
    try crowd.happen(.message(session: 1))
    #expect(try crowd.poll(1, after: 0) == (isTold ? told : []) + ["3: a message in session 1"])
  }

  @Test(
    "tells of a thousand messages at once, and of what came after them with the rest", arguments: [999, 1_000, 1_001])
  func most(_ count: Int) throws {
    let crowd = try ChatCrowd()
    for _ in 0..<count { try crowd.happen(.message(session: 1)) }
    try crowd.happen(.view(session: 1, by: 1))
    let first = try #require(try crowd.poll(1, after: 0))
    let view = "\(count + 1): a view of session 1 by user 1"
    #expect(first.count == min(count + 1, 1_000))
    #expect(first.contains(view) == (count < 1_000))
    guard count >= 1_000 else { return }
    #expect(first.last == "1000: a message in session 1")
    #expect(try crowd.poll(1, after: 1_000) == (count > 1_000 ? ["1001: a message in session 1"] : []) + [view])
  }

  @Test("begins anew where another state was restored")
  func restored() throws {
    let crowd = try ChatCrowd()
    try crowd.happen(.message(session: 1))
    try crowd.server.control("PUT", "/databases/nebeus/snapshots/kept")
    try crowd.happen(.view(session: 1, by: 1), .view(session: 1, by: 1), .message(session: 1))
    #expect(try crowd.latest() == 4)
    try crowd.server.control("POST", "/databases/nebeus/snapshots/kept/restore")
    #expect(try crowd.latest() == 1)
    #expect(try crowd.poll(1, after: 1) == nil)
    try crowd.happen(.message(session: 1))
    #expect(try crowd.poll(1, after: 1) == ["2: a message in session 1"])
  }

  @Test("keeps the latest thousand notifications that are no messages", arguments: [(999, true), (1_000, false)])
  func keeps(_ later: Int, _ isTold: Bool) throws {
    let crowd = try ChatCrowd()
    try crowd.happen(.view(session: 1, by: 1), .message(session: 1))
    for _ in 0..<later { try crowd.happen(.presence(5)) }
    let told = (isTold ? ["1: a view of session 1 by user 1"] : []) + ["2: a message in session 1"]
    #expect(try crowd.poll(1, after: 0) == told)
    #expect(try crowd.latest() == later + 2)
  }
}
