import JSONRPC

/// An e-mail address, as far as a form can tell.
///
/// Its letter case doesn't matter: the columns that hold one compare without it (`COLLATE NOCASE`), and so does what
/// asks for one.
enum EmailAddress {
  /// Whether `text` has the form of an address: a dot-atom, an `@`, and a domain of at least two labels.
  ///
  /// Source: RFC 5322, section 3.4.1; RFC 1035, section 2.3.1; RFC 5321, section 4.5.3.1.
  static func isWellFormed(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254, parts[0].count <= 64 else { return false }
    let atoms = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) }
      && labels.count >= 2 && labels.allSatisfy(isLabel)
  }

  /// The refusal of an argument that is no address.
  static func refusal<Argument>(of parameter: Parameter<Argument>) -> Refusal {
    parameter.wrong("should be an address such as name@example.com")
  }

  private static func isAtomText(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  private static func isLabel(_ label: Substring.UTF8View.SubSequence) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
      && label.allSatisfy { isAlphanumeric($0) || $0 == hyphen }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
