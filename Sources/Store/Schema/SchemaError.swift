/// Why a database can't be used.
package enum SchemaError: Error, Equatable, CustomStringConvertible {
  case newer(found: Int, known: Int)

  package var description: String {
    switch self {
    case .newer(let found, let known):
      "The database has schema version \(found); this program knows versions up to \(known). Use a newer nebeus-mock"
    }
  }
}
