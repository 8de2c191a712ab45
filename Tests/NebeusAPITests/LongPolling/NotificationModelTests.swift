import Store
import TestSupport
import Testing

@testable import NebeusAPI

/// The log against a list of all that has happened, in which nothing is forgotten.
@Suite("NotificationLog, compared with a list of all events")
struct NotificationModelTests {
  private static let sessions: [Int: Set<Int>] = [1: [1, 2], 2: [3, 4], 3: [1, 3]]
  /// Whose presence a user sees.
  private static let seen: [Int: Set<Int>] = [1: [2, 3], 2: [1], 3: [1, 4], 4: [3, 1], 5: [2]]

  @Test("tells the same, however many notifications have made room", arguments: [1, 2, 3] as [UInt64])
  func agrees(_ seed: UInt64) throws {
    let crowd = try ChatCrowd()
    var random = RandomSource(seed: seed)
    var events: [ChatCrowd.Event] = []
    for step in 1...1_800 {
      events.append(Self.event(&random))
      try crowd.happen(events[step - 1])
      guard step % 60 == 0 else { continue }
      #expect(try crowd.latest() == step)
      // Ids stay what they were, however far back: only what a later notification repeats has made room.
      let last = 1 + Int(random.number(below: UInt64(step)))
      for user in ChatCrowd.users {
        #expect(try crowd.poll(user, after: last) == Self.told(user, events, after: last), "user \(user) after \(last)")
      }
    }
  }

  private static func event(_ random: inout RandomSource) -> ChatCrowd.Event {
    let session = 1 + Int(random.number(below: 3))
    switch random.number(below: 3) {
    case 0: return .message(session: session)
    case 1: return .presence(1 + Int(random.number(below: 5)))
    default:
      let members = (sessions[session] ?? []).sorted()
      return .view(session: session, by: members[Int(random.number(below: 2))])
    }
  }

  /// What concerns a user, of each view and presence only the latest.
  private static func told(_ user: Int, _ events: [ChatCrowd.Event], after last: Int) -> [String]? {
    let late = events.enumerated().dropFirst(last)
    let told = late.filter { index, event in
      switch event {
      case .message(let session): return sessions[session]?.contains(user) == true
      case .view(_, let owner) where owner != user: return false
      case .presence(let other) where other == user || seen[user]?.contains(other) != true: return false
      case .view, .presence: return !events[(index + 1)...].contains(event)
      }
    }
    return told.isEmpty ? nil : told.map { index, event in "\(index + 1): \(event.text)" }
  }
}
