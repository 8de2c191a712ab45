/// No key twice: RFC 8259, section 4, calls what becomes of it unpredictable.
extension Parser {
  /// Throws if two keys of the object at `node` are the same text, whatever their spelling.
  ///
  /// A few keys are compared each with each; many, or ones with escapes, by a table, so that no text makes it
  /// quadratic.
  func checkKeys(of node: Int) throws(ParseError) {
    let object = tape[node]
    guard let again = object.count <= 16 ? again(amongFew: object, at: node) : againByTable(object, at: node) else {
      return
    }
    let key = tape[again]
    throw error(.duplicateKey(Text(key, in: text).string), at: Int(key.start) - 1)
  }

  /// The first key that has been there before, or nil.
  private func again(amongFew object: TapeNode, at node: Int) -> Int? {
    var key = node + 1
    while key < Int(object.next) {
      if tape[key].isEscaped { return againByTable(object, at: node) }
      var earlier = node + 1
      while earlier < key {
        if isSamePlain(tape[earlier], tape[key]) { return key }
        earlier = Int(tape[earlier + 1].next)
      }
      key = Int(tape[key + 1].next)
    }
    return nil
  }

  @inline(__always)
  private func isSamePlain(_ one: TapeNode, _ other: TapeNode) -> Bool {
    guard one.end &- one.start == other.end &- other.start else { return false }
    var (a, b) = (Int(one.start), Int(other.start))
    while a < Int(one.end) {
      if text[a] != text[b] { return false }
      a &+= 1
      b &+= 1
    }
    return true
  }

  /// As `again`, by a table with open addressing, at most half full. Swift's hasher has a seed of the process, so that
  /// nobody can send keys that fall together.
  private func againByTable(_ object: TapeNode, at node: Int) -> Int? {
    var size = 32
    while size < object.count * 2 { size *= 2 }
    // 0 is a free place: a key is never the tape's first node.
    var table = [UInt32](repeating: 0, count: size)
    var key = node + 1
    while key < Int(object.next) {
      let keyText = Text(tape[key], in: text)
      var index = hash(keyText) & (size - 1)
      while table[index] != 0 {
        if Text(tape[Int(table[index])], in: text).equals(keyText) { return key }
        index = (index + 1) & (size - 1)
      }
      table[index] = UInt32(truncatingIfNeeded: key)
      key = Int(tape[key + 1].next)
    }
    return nil
  }

  private func hash(_ text: Text) -> Int {
    text.withUnescaped { bytes in
      var hasher = Hasher()
      bytes.hash(into: &hasher)
      return hasher.finalize()
    }
  }
}
