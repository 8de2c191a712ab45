/// A text that is not what an option takes.
struct WrongValue: Error, CustomStringConvertible {
  let meaning: String

  var description: String { "it should be \(meaning)" }
}
