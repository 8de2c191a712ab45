import JSON
import Seeds

/// The examples of the reference, page after page: what is called, in which state, and what comes back.
///
/// Source: docs/control.md.
struct Manifest: Sendable {
  let examples: [JSONValue]

  /// Throws `ParseError` where a page is no JSON, and `NoList` where it is no array.
  init(of pages: [SeedFile] = SeedFile.examples) throws {
    examples = try pages.flatMap { page in
      guard let examples = try Document(parsing: page.text).root.array else { throw NoList(page: page.name) }
      return examples
    }
  }

  struct NoList: Error {
    let page: String
  }
}
