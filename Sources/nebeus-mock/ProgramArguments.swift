import CArguments

/// What the program was called with, without its name.
///
/// `CommandLine.arguments` is empty where there is no `/proc`, as in a root that has nothing but this program.
enum ProgramArguments {
  static var given: [String] {
    (1..<max(1, carguments_count())).compactMap { index in carguments_at(index).map { String(cString: $0) } }
  }
}
