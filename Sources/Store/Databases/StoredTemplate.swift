import Basics
import JSON
import SQLite
import Time

/// A template that the program brings, so that no row of its scenario has to be loaded at a start: the pages of one
/// day, and where they have a day. Those of another day differ in these places alone.
///
/// A start with the demo takes 21 million instructions, and 95 million where its rows are loaded.
/// `Scripts/update-templates` makes the files again, and a test compares them with what the scenario's text gives on
/// many days.
package struct StoredTemplate: Sendable {
  private let pages: [UInt8]
  /// Days counted from a database's first day, and where the pages have them as `YYYY-MM-DD`.
  private let days: [(offset: Int, places: [Int])]
  private let sessions: [String]
  /// What the files were made from.
  private let origin: String

  /// Reads the two files; nil if they aren't what `Scripts/update-templates` writes.
  ///
  /// - Parameters:
  ///   - pages: a database file.
  ///   - description: a JSON object: `origin`, `sessions`, and `days`, each with its `offset` and its `places`, which
  ///     are offsets of bytes.
  package init?(pages: [UInt8], description: [UInt8]) {
    guard let root = try? Document(parsing: description).root, let origin = root["origin"]?.string,
      let sessions = root["sessions"]?.elements?.compactMap(\.string), let listed = root["days"]?.elements
    else { return nil }
    var days: [(offset: Int, places: [Int])] = []
    for day in listed {
      guard let offset = day["offset"]?.integer, let places = day["places"]?.elements?.compactMap(\.integer),
        places.allSatisfy({ 0 <= $0 && $0 <= pages.count - Self.dayLength })
      else { return nil }
      days.append((offset, places))
    }
    self.pages = pages
    self.days = days
    self.sessions = sessions
    self.origin = origin
  }

  private static let dayLength = "2017-02-28".utf8.count

  /// Whether the files were made from this text and these tables: after a change of either they are not used.
  func isMade(from text: [UInt8], _ schema: Schema) -> Bool {
    origin == Self.origin(text, schema)
  }

  /// What tells this text and these tables from others by mistake, not from others that are made to look the same.
  static func origin(_ text: [UInt8], _ schema: Schema) -> String {
    var mixed = text.withBytes { Self.mix(0xCBF2_9CE4_8422_2325, $0) }
    for script in schema.scripts { mixed = script.withBytes { Self.mix(mixed, $0) } }
    return String(mixed, radix: 16)
  }

  /// FNV-1a, over words of eight bytes and then over the bytes that are left.
  ///
  /// Source: https://datatracker.ietf.org/doc/html/rfc9923
  private static func mix(_ start: UInt64, _ bytes: BorrowedBytes) -> UInt64 {
    var mixed = (start ^ UInt64(bytes.count)) &* 0x100_0000_01B3
    for index in stride(from: 0, to: bytes.count - 7, by: 8) {
      mixed = (mixed ^ UInt64(littleEndian: bytes.word(at: index))) &* 0x100_0000_01B3
      // The upper bits of a product depend on all others, the lower ones don't.
      mixed ^= mixed >> 32
    }
    for index in (bytes.count / 8 * 8)..<bytes.count { mixed = (mixed ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return mixed
  }

  /// The template of a day; nil where one of its days would be beyond the calendar, which loading the scenario reports.
  ///
  /// Throws where there is no memory for it.
  func template(for day: Day) throws(SQLiteError) -> Template? {
    var bytes = pages
    for (offset, places) in days {
      guard let moved = day.advanced(exactlyBy: offset) else { return nil }
      let text = Array(moved.description.utf8)
      for place in places { bytes.replaceSubrange(place..<place + text.count, with: text) }
    }
    return Template(pages: try SharedPages(bytes), sessions: sessions)
  }
}
