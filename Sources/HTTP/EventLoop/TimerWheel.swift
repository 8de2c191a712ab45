/// Deadlines in ticks of about 17 ms: never early, at most a tick late, and silent while nothing is due.
///
/// Two wheels of 256 places, one tick and 256 ticks a place; what is farther than 18 minutes goes round again. An entry
/// can't be taken out: the function that is called looks whether it still matters. Times are nanoseconds of one clock.
package struct TimerWheel {
  package struct Entry: Equatable, Sendable {
    package let token: UInt64
    package let due: Int64
  }

  private static let tickBits: Int64 = 24

  private var near: [[Entry]] = Array(repeating: [], count: 256)
  private var far: [[Entry]] = Array(repeating: [], count: 256)
  private var nearPlaces = SlotSet()
  private var farPlaces = SlotSet()
  /// Everything up to this tick has been told.
  private var current: Int64

  package init(now: Int64) { current = now >> TimerWheel.tickBits }

  package mutating func insert(_ token: UInt64, due: Int64) {
    place(Entry(token: token, due: due))
  }

  /// When `advance` should be called next; nil if never.
  package var next: Int64? { nextTick.map { $0 << TimerWheel.tickBits } }

  /// Moves on to `now` and appends what became due, in order of ticks.
  package mutating func advance(to now: Int64, into due: inout [Entry]) {
    let target = now >> TimerWheel.tickBits
    while let tick = nextTick, tick <= target {
      current = tick
      if tick & 255 == 0 { cascade(Int(tick >> 8) & 255, into: &due) }
      let place = Int(tick) & 255
      if nearPlaces.contains(place) {
        due.append(contentsOf: near[place])
        near[place].removeAll(keepingCapacity: true)
        nearPlaces.remove(place)
      }
    }
    current = max(current, target)
  }

  private var nextTick: Int64? {
    let nextNear = nearPlaces.distance(from: Int(current + 1) & 255).map { current + 1 + Int64($0) }
    let block = (current >> 8) + 1
    let nextFar = farPlaces.distance(from: Int(block) & 255).map { (block + Int64($0)) << 8 }
    guard let nextNear else { return nextFar }
    return nextFar.map { min($0, nextNear) } ?? nextNear
  }

  private mutating func place(_ entry: Entry) {
    // Rounded up: a timer is late by less than a tick, never early.
    let tick = max(((entry.due - 1) >> TimerWheel.tickBits) + 1, current + 1)
    if tick - current < 256 {
      let place = Int(tick) & 255
      near[place].append(entry)
      nearPlaces.insert(place)
    } else {
      let block = min(tick >> 8, (current >> 8) + 255)
      far[Int(block) & 255].append(entry)
      farPlaces.insert(Int(block) & 255)
    }
  }

  private mutating func cascade(_ place: Int, into due: inout [Entry]) {
    guard farPlaces.contains(place) else { return }
    let entries = far[place]
    far[place] = []
    farPlaces.remove(place)
    for entry in entries {
      if ((entry.due - 1) >> TimerWheel.tickBits) + 1 <= current {
        due.append(entry)
      } else {
        self.place(entry)
      }
    }
  }
}

/// A set of the numbers from 0 to 255, which also tells how far the next one is.
struct SlotSet {
  private var words = InlineArray<4, UInt64>(repeating: 0)

  func contains(_ place: Int) -> Bool { words[place >> 6] >> UInt64(place & 63) & 1 == 1 }

  mutating func insert(_ place: Int) { words[place >> 6] |= 1 << UInt64(place & 63) }

  mutating func remove(_ place: Int) { words[place >> 6] &= ~(1 << UInt64(place & 63)) }

  /// Steps from `start`, round the end if need be, to the nearest member; nil if there is none.
  func distance(from start: Int) -> Int? {
    let low = start & 63
    for step in 0...4 {
      let index = ((start >> 6) + step) & 3
      var word = words[index]
      if step == 0 { word &= UInt64.max << UInt64(low) }
      if step == 4 { word &= ~(UInt64.max << UInt64(low)) }
      if word != 0 { return (index * 64 + word.trailingZeroBitCount - start + 256) & 255 }
    }
    return nil
  }
}
