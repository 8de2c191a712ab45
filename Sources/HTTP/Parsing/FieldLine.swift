/// A field line of a request's head: where its name and its value are, without the blanks around it.
struct FieldLine: Sendable {
  var name: ByteRange
  var value: ByteRange
  var known: KnownField
}
