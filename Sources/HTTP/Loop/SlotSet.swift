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
