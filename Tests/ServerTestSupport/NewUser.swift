import Testing

/// Somebody who signs up: params that pass, but for those that a test changes.
package struct NewUser: Sendable, CustomTestStringConvertible {
  package let testDescription: String
  /// The params as JSON.
  package let json: String

  private static let names = [
    "login", "name", "surname", "password", "confirm_password", "country", "device_type", "identifier", "language",
    "timezone", "app_version", "device_model", "device_os",
  ]

  /// - Parameters:
  ///   - changes: JSON by the name of the param; nil leaves the param out.
  ///   - password: both times, where it is given.
  package init(
    _ description: String = "new user", _ changes: [String: String?] = [:], password: String = "a long secret"
  ) {
    testDescription = description
    var params: [String: String?] = [
      "login": #""new@nebeus.example""#, "name": #""Nova""#, "surname": #""Nueva""#, "password": #""\#(password)""#,
      "confirm_password": #""\#(password)""#, "country": "2",
    ]
    params.merge(changes) { _, changed in changed }
    let unknown = params.keys.filter { !Self.names.contains($0) }
    let members = (Self.names + unknown).compactMap { name -> String? in
      guard let value = params[name] ?? nil else { return nil }
      return "\"\(name)\":\(value)"
    }
    json = "{" + members.joined(separator: ",") + "}"
  }

  package init(_ changes: [String: String?]) {
    self.init("new user", changes)
  }
}
