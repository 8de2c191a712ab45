/// A text that is not what an option takes.
struct OptionError: Error, CustomStringConvertible {
  let meaning: String

  var description: String { "it should be \(meaning)" }
}
