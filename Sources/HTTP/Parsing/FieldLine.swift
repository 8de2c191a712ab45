/// A field line of a request's head: where its name and its value are, without the blanks around it.
struct FieldLine: Sendable {
  var name: Slice
  var value: Slice
  var known: KnownField
}
