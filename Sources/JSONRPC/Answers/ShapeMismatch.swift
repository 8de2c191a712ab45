/// An endpoint answered what it doesn't declare: a fault of its own, which only debug builds look for.
struct ShapeMismatch: Error, CustomStringConvertible {
  let path: String
  let mismatch: String

  var description: String { "\(path) answers what it doesn't declare: \(mismatch)" }
}
