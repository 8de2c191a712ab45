/// The statements of a connection, by the address of the literal that is their SQL.
///
/// A literal's bytes never move and never change, so that finding its statement costs one multiplication and no look at
/// the text. Two literals of equal text at two addresses have a statement each. A table with open addressing, at most
/// half full; nothing is ever taken out but everything.
struct StatementCache {
  private struct Slot {
    let address: UInt
    let statement: Statement
  }

  private var slots: [Slot?] = Array(repeating: nil, count: 64)
  private(set) var count = 0

  func statement(at address: UInt) -> Statement? {
    slots[index(of: address)]?.statement
  }

  mutating func insert(_ statement: Statement, at address: UInt) {
    if (count + 1) * 2 > slots.count { grow() }
    let index = index(of: address)
    if slots[index] == nil { count += 1 }
    slots[index] = Slot(address: address, statement: statement)
  }

  /// Every kept statement, in no order.
  var all: [Statement] { slots.compactMap { $0?.statement } }

  mutating func removeAll() {
    slots = Array(repeating: nil, count: 64)
    count = 0
  }

  /// The slot that has `address`, or the free one where it belongs.
  private func index(of address: UInt) -> Int {
    let mask = slots.count - 1
    // Fibonacci hashing: the product's upper half depends on all of the address. Knuth, TAOCP 3, 6.4.
    var index = Int(truncatingIfNeeded: (address &* 0x9e37_79b9_7f4a_7c15) >> 32) & mask
    while let slot = slots[index], slot.address != address { index = (index + 1) & mask }
    return index
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: nil, count: old.count * 2)
    for case let slot? in old { slots[index(of: slot.address)] = slot }
  }
}
