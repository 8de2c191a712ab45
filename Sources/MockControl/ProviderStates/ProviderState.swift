import HTTP

/// A state of the provider that a Pact contract can ask for. Source: docs/control.md, Pact.
enum ProviderState: Equatable {
  /// Before and after an interaction that asks for none: verifiers ask for the state without a name.
  case none
  case scenario(String)
  case fixtures
  case clock
  case fault

  private static let scenarioPrefix = "scenario "

  init(_ name: String) throws(Problem) {
    switch name {
    case "": self = .none
    case "fixtures": self = .fixtures
    case "clock": self = .clock
    case "fault": self = .fault
    default:
      guard name.hasPrefix(Self.scenarioPrefix) else {
        throw Problem(.badRequest, "There is no state \"\(name)\": there are \"scenario NAME\", fixtures, clock, fault")
      }
      self = .scenario(String(name.dropFirst(Self.scenarioPrefix.count)))
    }
  }
}
