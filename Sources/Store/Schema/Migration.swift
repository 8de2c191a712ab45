/// One numbered step of the schema: SQL that takes a database from the version before to its own.
package struct Migration: Sendable {
  package let number: Int
  package let script: String
}
