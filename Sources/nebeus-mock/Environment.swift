import Glibc

/// What the environment says for options that the command line leaves out.
struct Environment {
  private let prefix = "NEBEUS_MOCK_"

  /// The variable's value; nil where it is unset or empty.
  subscript(name: String) -> String? {
    guard let value = getenv(prefix + name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }

  /// The command line's value, else the variable's, read as the option's would be.
  func value<Option: OptionValue>(_ given: Option?, _ name: String) throws -> Option? {
    guard given == nil, let text = self[name] else { return given }
    return try read(text, name)
  }

  /// The command line's values, else the variable's, which is a comma-separated list.
  func values<Option: OptionValue>(_ given: [Option], _ name: String) throws -> [Option] {
    guard given.isEmpty, let text = self[name] else { return given }
    return try text.split(separator: ",").map { part in
      try read(String(part.drop { $0 == " " }), name)
    }
  }

  /// A switch: on by the command line, or by a variable that says so.
  func flag(_ given: Bool, _ name: String) throws -> Bool {
    guard !given, let text = self[name] else { return given }
    switch text.lowercased() {
    case "1", "true", "yes", "on": return true
    case "0", "false", "no", "off": return false
    default: throw Failure.usage("\(prefix)\(name)=\(text): it is 1 or 0")
    }
  }

  private func read<Option: OptionValue>(_ text: String, _ name: String) throws -> Option {
    do {
      return try Option.read(text)
    } catch {
      throw Failure.usage("\(prefix)\(name)=\(text): \(error)")
    }
  }
}
