/// A streamed answer's piece without a byte, behind which there is to be more.
struct EmptyPiece: Error, CustomStringConvertible {
  var description: String { "The stream's source appended nothing and said that there is more" }
}
