import Glibc

/// What the environment gives for options that the command line leaves out.
struct Environment {
  /// The option's texts; empty where its variable is unset, empty, or a service's address.
  func texts(for option: some AnyCommandOption) -> [String] {
    guard let name = option.variable, let text = self[name], !Self.isServiceAddress(text) else { return [] }
    guard option.isRepeatable else { return [text] }
    return text.split(separator: ",").map(Self.trimmed).filter { !$0.isEmpty }
  }

  /// The variables of the options that are ignored, since they hold a service's address, with what they hold.
  func ignoredVariables(of options: [any AnyCommandOption]) -> [(name: String, value: String)] {
    options.compactMap { option in
      guard let name = option.variable, let text = self[name], Self.isServiceAddress(text) else { return nil }
      return (name, text)
    }
  }

  /// The variable's value; nil where it is unset or empty.
  private subscript(name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }

  /// Whether the system wrote it: next to a service called nebeus-mock, Kubernetes sets `NEBEUS_MOCK_PORT` to
  /// `tcp://10.96.7.1:8069` in every pod, and so do Docker's links.
  private static func isServiceAddress(_ text: String) -> Bool {
    ["tcp://", "udp://", "sctp://"].contains { text.hasPrefix($0) }
  }

  private static func trimmed(_ text: Substring) -> String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    var text = text.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return String(text)
  }
}
