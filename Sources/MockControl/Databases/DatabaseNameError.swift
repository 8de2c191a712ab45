/// A name that no database can have.
package struct DatabaseNameError: Error, CustomStringConvertible {
  let name: String

  package var description: String {
    "\"\(name.prefix(80))\" is no name of a database: it has 1 to 63 of a-z 0-9 - _"
  }
}
