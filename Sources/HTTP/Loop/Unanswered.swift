/// A deferral that nobody completed.
struct Unanswered: Error, CustomStringConvertible {
  var description: String { "The deferral went away without an answer" }
}
