/// Paths without parameters by their bytes: open addressing, no text made of a path that is looked for.
struct LiteralTable: Sendable {
  private var slots: [Int32]
  private let nodes: [PathNode]
  private var keys: [[UInt8]] = []
  private let mask: Int

  init(_ nodes: [PathNode]) {
    self.nodes = nodes
    var size = 8
    while size < nodes.count * 4 { size *= 2 }
    mask = size - 1
    slots = Array(repeating: -1, count: size)
    for (index, node) in nodes.enumerated() {
      let key = node.pattern.segments.flatMap { [UInt8(ascii: "/")] + $0.prefix }
      keys.append(key)
      var slot = key.withUnsafeBytes { LiteralTable.hash($0) } & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index)
    }
  }

  func find(_ path: UnsafeRawBufferPointer) -> PathNode? {
    var slot = LiteralTable.hash(path) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if keys[index].withUnsafeBytes({ path.equal($0) }) { return nodes[index] }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// FNV-1a; the table is the program's own, so no one can aim at its collisions.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}
