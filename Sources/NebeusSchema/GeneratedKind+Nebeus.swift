import Store

extension GeneratedKind {
  package static let sessionID = GeneratedKind(
    "session_id", lookup: "SELECT 1 FROM http_session WHERE id = ?", problem: unreserved)
  package static let resetToken = GeneratedKind(
    "reset_token", lookup: "SELECT 1 FROM reset_password_token WHERE token = ?", problem: unreserved)
  package static let accountCode = GeneratedKind(
    "account_code", lookup: "SELECT 1 FROM account_account WHERE code = ?")
  package static let pin = GeneratedKind("pin") { value in
    let isPIN = value.utf8.count == 6 && value.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isPIN ? nil : "must be six digits, such as 012345"
  }
  package static let operationReference = GeneratedKind("operation_ref")
  package static let uuid = GeneratedKind("uuid", lookup: "SELECT 1 FROM im_chat_session WHERE uuid = ?")

  /// A session's id travels in a cookie, a token in a link, both as they are: of bytes that mean themselves in every part
  /// of a URL. Source: RFC 3986, section 2.3.
  private static func unreserved(_ value: String) -> String? {
    let isUnreserved = value.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
      default: false
      }
    }
    return isUnreserved ? nil : "must be letters, digits and any of - . _ ~"
  }
}
