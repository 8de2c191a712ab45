import Basics

/// How a property is written in an answer of the API, to see whether it is filled without parsing the answer.
struct WrittenProperty: Sendable {
  /// The key with its quotes and its colon.
  private let key: [UInt8]
  /// How far a search may go on from a byte that the key's last byte was looked for at (Horspool's algorithm).
  private let steps: [UInt8]
  /// How values are written that say nothing.
  private let emptyValues: [[UInt8]]

  /// - Parameter isBoolean: whether `false` says something.
  init(_ name: String, isBoolean: Bool) {
    let key = Array("\"\(name)\":".utf8)
    let longest = Int(UInt8.max)
    var steps = Array(repeating: UInt8(min(key.count, longest)), count: 256)
    for (index, byte) in key.dropLast().enumerated() {
      steps[Int(byte)] = UInt8(min(key.count - 1 - index, longest))
    }
    self.key = key
    self.steps = steps
    emptyValues = (["null", "\"\"", "[]", "{}"] + (isBoolean ? [] : ["false"])).map { Array($0.utf8) }
  }

  /// Whether a value after the key is other than empty, wherever the key is: also within a text that looks like that.
  func isFilled(in json: [UInt8]) -> Bool {
    json.withBytes { bytes in
      steps.withBytes { steps in
        let last = key[key.count - 1]
        var end = key.count - 1
        while end < bytes.count {
          let byte = bytes[end]
          if byte == last, isKey(endingAt: end, of: bytes) {
            let value = json[(end + 1)...]
            if !emptyValues.contains(where: value.starts) { return true }
          }
          end &+= Int(steps[Int(byte)])
        }
        return false
      }
    }
  }

  /// Compares from the end, where most that is not the key differs.
  private func isKey(endingAt end: Int, of bytes: BorrowedBytes) -> Bool {
    var place = key.count - 1
    while place >= 0, bytes[end - key.count + 1 + place] == key[place] { place -= 1 }
    return place < 0
  }
}
