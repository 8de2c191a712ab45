/// A mail, SMS or notice that a real server would send.
package struct Mail {
  /// What it is about: the names by which tests look for it.
  package enum Kind: String, CaseIterable {
    case resetPassword = "reset_password"
    case pin, transfer, helpdesk
  }

  let kind: Kind
  let to: String
  let subject: String
  let body: String
  var code: String?
  var codeID: Int?
  var link: String?
}
