/// A place in what a writer has written, to go back to.
package struct Mark: Sendable {
  let count: Int
}
