/// What chance makes, by the names under which a scenario lists the next values.
package enum GeneratedKind: String, Sendable, CaseIterable {
  case sessionID = "session_id"
  case resetToken = "reset_token"
  case accountCode = "account_code"
  case pin
  case operationReference = "operation_ref"
  case uuid

  /// Finds the row that has a value already, where no two rows may have one; nil where they may.
  var lookup: StaticString? {
    switch self {
    case .sessionID: "SELECT 1 FROM http_session WHERE id = ?"
    case .resetToken: "SELECT 1 FROM reset_password_token WHERE token = ?"
    case .accountCode: "SELECT 1 FROM account_account WHERE code = ?"
    case .uuid: "SELECT 1 FROM im_chat_session WHERE uuid = ?"
    case .pin, .operationReference: nil
    }
  }

  /// What a listed value has to be; nil where `value` is that.
  func complaint(about value: String) -> String? {
    guard !value.isEmpty else { return "it can't be empty" }
    switch self {
    case .pin:
      let isPIN = value.utf8.count == 6 && value.utf8.allSatisfy { (0x30...0x39).contains($0) }
      return isPIN ? nil : "six digits, such as 012345"
    case .sessionID, .resetToken:
      // The one travels in a cookie, the other in a link: both as they are.
      return value.utf8.allSatisfy(Self.travels) ? nil : "letters, digits and any of - . _ ~"
    case .accountCode, .operationReference, .uuid: return nil
    }
  }

  /// Whether a byte means itself in every place of a URL. Source: RFC 3986, section 2.3.
  private static func travels(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: false
    }
  }
}
