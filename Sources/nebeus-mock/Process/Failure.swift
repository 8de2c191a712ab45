/// How a command ends that doesn't end well: the exit code, and what the user is told.
struct Failure: Error {
  let code: Int32
  /// One line; nil where there is nothing to say.
  var message: String?

  static func usage(_ message: String) -> Failure { Failure(code: ExitCode.usage, message: message) }

  static func faultyScenario(_ message: String) -> Failure { Failure(code: ExitCode.faultyData, message: message) }

  static func faultyData(_ message: String) -> Failure { Failure(code: ExitCode.faultyData, message: message) }

  static func unavailable(_ message: String) -> Failure { Failure(code: ExitCode.unavailable, message: message) }
}

/// The codes that the program ends with. Source: sysexits.h.
enum ExitCode {
  static let failure: Int32 = 1
  static let usage: Int32 = 64
  static let faultyData: Int32 = 65
  static let unavailable: Int32 = 69

  /// What the help and `docs/options.md` say of them.
  static let meanings: [(code: Int32, meaning: String)] = [
    (0, "Done, or stopped by a signal as asked."),
    (failure, "health: no answer. verify: a deviation. replay: a difference. coverage, exec: less than --require."),
    (usage, "Bad usage: an option, a value, an unknown scenario, a port file that can't be written."),
    (faultyData, "A scenario, a data file or a bundle is faulty."),
    (
      unavailable,
      "An address or a data folder is in use or unavailable, or standard output can't be written."
    ),
  ]
}
