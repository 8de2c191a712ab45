import ArgumentParser

/// Why a command ends, as the user is told, and the exit code that goes with it.
struct Failure: Error {
  let code: ExitCode
  let message: String

  /// 64: the command line asks for what can't be. Source: README.md; sysexits.h.
  static func usage(_ message: String) -> Failure { Failure(code: ExitCode(64), message: message) }

  /// 65: a scenario has mistakes.
  static func faultyScenario(_ message: String) -> Failure { Failure(code: ExitCode(65), message: message) }

  /// 65: a file of a database is none of ours, or broken.
  static func faultyData(_ message: String) -> Failure { Failure(code: ExitCode(65), message: message) }

  /// 69: an address can't be listened on, a folder not be had, standard output not be written.
  static func unavailable(_ message: String) -> Failure { Failure(code: ExitCode(69), message: message) }
}
