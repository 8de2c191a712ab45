/// The first bytes of a database file, which say whose it is before SQLite touches it.
///
/// Source: https://www.sqlite.org/fileformat2.html#the_database_header
struct FileHeader {
  static let size = 100
  private static let signature = Array("SQLite format 3\0".utf8)

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Why the file can't be used; nil where it can.
  var complaint: String? {
    guard bytes.count >= Self.size, bytes.starts(with: Self.signature) else { return "it is no SQLite database" }
    guard number(at: 68) == Schema.applicationID else {
      return "it is a database of another program: its application_id isn't nebeus-mock's"
    }
    let version = number(at: 60)
    return version > Schema.version ? "\(SchemaError.newer(found: version, known: Schema.version))" : nil
  }

  private func number(at offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Marks an image as a file in WAL mode.
  static func markAsWAL(_ image: inout [UInt8]) {
    guard image.count >= size else { return }
    image[18] = 2
    image[19] = 2
  }
}
