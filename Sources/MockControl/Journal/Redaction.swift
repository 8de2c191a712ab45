import Basics
import JSON

/// What never leaves the journal as it was: passwords, numbers and codes of payment cards, session ids.
enum Redaction {
  /// What is shown instead.
  static let mask: StaticString = "***"

  /// The kinds of secret that a name can announce.
  enum Kind {
    case password, session, cardNumber, cardCode
  }

  private static let passwords = ["password", "passwd"]
  private static let sessions = ["session_id", "sessionid"]
  private static let cardNumbers = ["card_number", "cardnumber"]
  private static let cardCodes: Set<String> = ["cvc", "cvv", "cvc2", "cvv2", "card_code", "security_code"]

  /// Whether what is under the key is a secret, whatever it looks like.
  ///
  /// The API shows card numbers masked: those stay as they are. An empty or absent value keeps nothing secret.
  static func isKept(_ value: JSONValue, under key: String) -> Bool {
    switch value.kind {
    case .null, .bool: return false
    case .string where value.string == "": return false
    default: break
    }
    guard let kind = kind(of: key) else { return false }
    return kind != .cardNumber || value.string?.contains("*" as Character) != true
  }

  /// Whether values of that name are secrets.
  static func isSecret(_ name: String) -> Bool { kind(of: name) != nil }

  /// What values of that name are; nil if they are no secrets.
  static func kind(of name: String) -> Kind? {
    let key = name.lowercased()
    if cardNumbers.contains(where: { key.holds($0) }) { return .cardNumber }
    if cardCodes.contains(key) { return .cardCode }
    if passwords.contains(where: { key.holds($0) }) { return .password }
    return sessions.contains(where: { key.holds($0) }) ? .session : nil
  }

  /// Whether a text has the number of a payment card in it, wherever it stands: 13 to 19 digits, spaces or hyphens
  /// between them, with the right check digit. Source: ISO/IEC 7812-1.
  static func hasCardNumber(_ text: String) -> Bool {
    // Both what is joined by single spaces or hyphens and each piece of it.
    var joined: [UInt8] = []
    var piece: [UInt8] = []
    var wasSeparator = true
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        joined.append(byte & 15)
        piece.append(byte & 15)
        wasSeparator = false
      case UInt8(ascii: " ") where !wasSeparator, UInt8(ascii: "-") where !wasSeparator:
        if isCardNumber(piece) { return true }
        piece = []
        wasSeparator = true
      default:
        if isCardNumber(piece) || isCardNumber(joined) { return true }
        joined = []
        piece = []
        wasSeparator = true
      }
    }
    return isCardNumber(piece) || isCardNumber(joined)
  }

  /// First digits 2 to 6 are those of payment cards: what a clock counts in milliseconds begins with 1.
  ///
  /// - Parameter digits: 0 to 9, or their characters in ASCII.
  static func isCardNumber(_ digits: some BidirectionalCollection<UInt8>) -> Bool {
    guard (13...19).contains(digits.count), let first = digits.first else { return false }
    return (2...6).contains(first & 15) && Luhn.sum(digits).isMultiple(of: 10)
  }
}
