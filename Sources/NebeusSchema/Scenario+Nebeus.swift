import JSON
import Store

/// The two images of a partner, by the columns of `res_partner_image`.
package enum PartnerImage: String, Sendable, CaseIterable {
  case big, small

  /// Width and height in pixels. Source: the reference, "Get partner profile image".
  package var side: Int {
    switch self {
    case .big: 150
    case .small: 64
    }
  }
}

extension ScenarioImage {
  /// A image file beside a scenario.
  ///
  /// - Parameter name: the file's own, `partner_169_big.png` or `partner_169.png`; nil for any other.
  package init?(file: String, name: String, bytes: [UInt8]) {
    let prefix = "partner_"
    let size: PartnerImage = name.hasSuffix("_big.png") ? .big : .small
    let suffix = size == .big ? "_big.png" : ".png"
    guard name.hasPrefix(prefix), name.hasSuffix(suffix), name.count > prefix.count + suffix.count else { return nil }
    let digits = name.dropFirst(prefix.count).dropLast(suffix.count)
    // As a number is written: no sign, no leading zeros, so that no two names mean one image.
    guard let partner = Int(digits), partner > 0, "\(partner)" == digits else { return nil }
    self.init(file: file, owner: partner, column: size.rawValue, bytes: bytes)
  }
}

extension Scenario {
  /// Someone who can sign in.
  package struct Login: Sendable, Equatable {
    package let login: String
    package let password: String
    package let name: String
  }

  /// Who can sign in, by the passwords that the scenario has in the clear.
  package var logins: [Login] {
    let users = tables?["res_users"]?.array ?? []
    let partners = tables?["res_partner"]?.array ?? []
    return users.compactMap { user in
      guard let login = user["login"]?.string, let password = user["password"]?.string else { return nil }
      let partner = partners.first { $0["id"]?.integer == user["partner_id"]?.integer }
      let name = [partner?["name"]?.string, partner?["surname"]?.string].compactMap { $0 }.joined(separator: " ")
      return Login(login: login, password: password, name: name)
    }
  }
}
