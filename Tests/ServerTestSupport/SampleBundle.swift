/// A bundle's text, of a database that begins from the scenario `reference`.
package enum SampleBundle {
  /// - Parameters:
  ///   - entries: each as JSON.
  ///   - sessions: how many sessions have a name.
  ///   - passwords: the stand-ins of the scenario's passwords, as JSON.
  package static func text(entries: [String] = [], sessions: Int = 0, passwords: String = "[]") -> String {
    """
    {"nebeus_mock_bundle":1,"version":"",
    "database":{"name":"nebeus","revision":"2017-04-11","made_at":"2017-03-03T12:00:00Z","entropy":1},
    "server":{"dialect":"documented","strict":false,"extensions":false,"cookie_same_site":"lax"},
    "scenario":{"name":"reference"},
    "stand_ins":{"session_prefix":"session-","sessions":\(sessions),"scenario_passwords":\(passwords)},
    "ends":{"now":"2017-03-03T12:00:00Z","frozen":true},
    "entries":[\(entries.joined(separator: ",\n"))]}
    """
  }
}
