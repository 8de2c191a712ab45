/// The rule of what is named by clients: 1 to 63 of `a-z 0-9 - _`, and so never a path.
enum PlainName {
  static func allows(_ text: String) -> Bool {
    guard (1...63).contains(text.utf8.count) else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "-"), UInt8(ascii: "_"): true
      default: false
      }
    }
  }
}
