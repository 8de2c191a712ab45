import CInspector

/// A file of the inspector page, as it was when the program was built.
///
/// The page is plain HTML, CSS and JavaScript modules in the folder `Page`; nothing is generated or minified.
package struct InspectorFile: Sendable {
  /// Its name below the page's path, such as `app.js`.
  package let name: String
  package let mediaType: StaticString
  private let address: UInt
  private let count: Int

  private init(_ file: cinspector_file) {
    name = String(cString: file.name)
    mediaType = Self.mediaType(of: name)
    // The program's read-only data: it is there as long as the program, and never changes.
    address = UInt(bitPattern: file.bytes)
    count = Int(file.count)
  }

  package var bytes: [UInt8] {
    Array(UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count))
  }

  /// Tells these bytes from any others under the name (RFC 9110, section 8.8.3): FNV-1a, 64 bits, which need not stand up to forgery.
  package var entityTag: String {
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return "\"\(String(hash, radix: 16))-\(count)\""
  }

  /// All files; the page itself is `index.html`.
  package static let all: [InspectorFile] = UnsafeBufferPointer(
    start: cinspector_files, count: cinspector_file_count
  ).map { InspectorFile($0) }

  private static func mediaType(of name: String) -> StaticString {
    if name.hasSuffix(".html") { return "text/html; charset=utf-8" }
    if name.hasSuffix(".css") { return "text/css; charset=utf-8" }
    if name.hasSuffix(".js") { return "text/javascript; charset=utf-8" }
    if name.hasSuffix(".svg") { return "image/svg+xml" }
    preconditionFailure("no media type for \(name)")
  }
}
