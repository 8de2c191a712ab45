/// One thing that the program can do: `nebeus-mock NAME …`.
protocol Command: SendableMetatype {
  static var description: CommandDescription { get }

  /// Throws `Failure`, which says how the process is to end.
  static func run(_ arguments: ParsedArguments) throws
}

/// What a command is called, takes and does. Parsing, help and `docs/options.md` follow from it.
struct CommandDescription: Sendable {
  /// What comes after the options.
  enum Operands: Sendable {
    case none
    case one(name: String, help: String)
    case several(name: String, help: String)
    /// Another program's command line, after two dashes.
    case commandLine
  }

  let name: String
  let summary: String
  /// Paragraphs for the help.
  var discussion: [String] = []
  var groups: [OptionGroup] = []
  var operands = Operands.none
  /// Left out of the help: for the program itself.
  var isHidden = false

  var options: [any AnyCommandOption] { groups.flatMap(\.options) }
}

/// Options that belong together, under a title.
struct OptionGroup: Sendable {
  let title: String
  let options: [any AnyCommandOption]

  init(_ title: String, _ options: [any AnyCommandOption]) {
    self.title = title
    self.options = options
  }
}
