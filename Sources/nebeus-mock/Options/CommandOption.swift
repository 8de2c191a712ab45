/// An option of a command: its name, variable, default, help and type, said once.
///
/// The parser, the environment, the help and `docs/options.md` all read this value.
struct CommandOption<Value: Sendable>: AnyCommandOption {
  let name: String
  let valueName: String?
  let isRepeatable: Bool
  let defaultText: String?
  let help: String
  let variable: String?
  fileprivate let defaultValue: Value
  fileprivate let read: @Sendable ([String]) throws(OptionError) -> Value

  /// The value that the texts stand for, in the order in which they were given; the default where there are none.
  func value(of texts: [String]) throws(OptionError) -> Value {
    texts.isEmpty ? defaultValue : try read(texts)
  }

  func check(_ texts: [String]) throws(OptionError) { _ = try value(of: texts) }

  /// The same option with another default, or without a variable: as another command has it.
  func replacing(default value: Value, shown text: String, hasVariable: Bool) -> Self {
    CommandOption(
      name: name, valueName: valueName, isRepeatable: isRepeatable, defaultText: text, help: help,
      variable: hasVariable ? variable : nil, defaultValue: value, read: read)
  }
}

/// An option whatever the type of its value.
protocol AnyCommandOption: Sendable {
  /// Without the dashes.
  var name: String { get }
  /// Nil for a switch, which has no value.
  var valueName: String? { get }
  var isRepeatable: Bool { get }
  /// Nil where nothing is the default.
  var defaultText: String? { get }
  var help: String { get }
  /// The environment variable that gives the value where the command line doesn't; nil where there is none.
  var variable: String? { get }

  /// Throws where the texts are no value.
  func check(_ texts: [String]) throws(OptionError)
}

extension AnyCommandOption {
  /// As it is written: `--port <n>`.
  var usage: String { "--\(name)" + (valueName.map { " <\($0)>" } ?? "") }
}

extension CommandOption {
  /// An option that can be left out. Given more than once, the last one counts.
  init<Element: OptionValue>(
    _ name: String, _ valueName: String, shown text: String? = nil, hasVariable: Bool = true, _ help: String
  ) where Value == Element? {
    self.init(
      name: name, valueName: valueName, isRepeatable: false, defaultText: text, help: help,
      variable: hasVariable ? Self.variable(for: name) : nil, defaultValue: nil
    ) { texts throws(OptionError) -> Element? in
      let values: [Element] = try Self.values(texts)
      return values.last
    }
  }

  /// An option with a default.
  init(
    _ name: String, _ valueName: String, default value: Value, shown text: String, hasVariable: Bool = true,
    _ help: String
  ) where Value: OptionValue {
    self.init(
      name: name, valueName: valueName, isRepeatable: false, defaultText: text, help: help,
      variable: hasVariable ? Self.variable(for: name) : nil, defaultValue: value
    ) { texts throws(OptionError) in
      let values: [Value] = try Self.values(texts)
      return values.last ?? value
    }
  }

  /// An option that can be given several times; its variable is a comma-separated list.
  init<Element: OptionValue>(
    repeatable name: String, _ valueName: String, default value: [Element] = [], shown text: String? = nil,
    hasVariable: Bool = true, _ help: String
  ) where Value == [Element] {
    self.init(
      name: name, valueName: valueName, isRepeatable: true, defaultText: text, help: help,
      variable: hasVariable ? Self.variable(for: name) : nil, defaultValue: value
    ) { texts throws(OptionError) in try Self.values(texts) }
  }

  /// A switch, which is off unless it is given; its variable is 1 or 0.
  init(_ name: String, hasVariable: Bool = true, _ help: String) where Value == Bool {
    self.init(
      name: name, valueName: nil, isRepeatable: false, defaultText: nil, help: help,
      variable: hasVariable ? Self.variable(for: name) : nil, defaultValue: false
    ) { texts throws(OptionError) in try texts.last.map(Self.flag) ?? true }
  }

  private static func variable(for name: String) -> String {
    "NEBEUS_MOCK_" + name.uppercased().split(separator: "-").joined(separator: "_")
  }

  private static func values<Element: OptionValue>(_ texts: [String]) throws(OptionError) -> [Element] {
    var values: [Element] = []
    for text in texts { values.append(try Element.read(text)) }
    return values
  }

  @Sendable private static func flag(_ text: String) throws(OptionError) -> Bool {
    switch text.lowercased() {
    case "1", "true", "yes", "on": return true
    case "0", "false", "no", "off": return false
    default: throw OptionError(text: text, reason: "use 1 or 0")
    }
  }
}
