import Basics
import CInspector

/// A file of the inspector page, as it was when the program was built.
///
/// The page is plain HTML, CSS and JavaScript modules in the folder `Page`; nothing is generated or minified.
package struct InspectorFile: Sendable {
  /// Its name below the page's path, such as `app.js`.
  package let name: String
  package let mediaType: StaticString
  private let contents: StaticBytes

  private init(_ file: cinspector_file) {
    name = unsafe String(cString: file.name)
    mediaType = Self.mediaType(of: name)
    contents = unsafe StaticBytes(start: file.bytes, count: file.count)
  }

  package var bytes: [UInt8] { contents.array }

  /// Tells these bytes from any others under the name (RFC 9110, section 8.8.3): FNV-1a, 64 bits, which need not stand
  /// up to forgery.
  package var entityTag: String {
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return "\"\(String(hash, radix: 16))-\(contents.count)\""
  }

  /// All files; the page itself is `index.html`.
  package static let all: [InspectorFile] = unsafe UnsafeBufferPointer(
    start: cinspector_files, count: cinspector_file_count
  ).map { unsafe InspectorFile($0) }

  private static func mediaType(of name: String) -> StaticString {
    if name.hasSuffix(".html") { return "text/html; charset=utf-8" }
    if name.hasSuffix(".css") { return "text/css; charset=utf-8" }
    if name.hasSuffix(".js") { return "text/javascript; charset=utf-8" }
    if name.hasSuffix(".svg") { return "image/svg+xml" }
    // The files are the program's own, none a client's.
    preconditionFailure("no media type for \(name)")
  }
}
