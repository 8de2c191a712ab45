import Glibc
import Seeds
import Testing

@testable import Images

@Suite("The embedded files")
struct SeedFilesTests {
  /// The project's folder `Seeds`.
  private static let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/Seeds"

  @Test("are all the flags of their folder, each under its own name")
  func flags() throws {
    let listing = try #require(opendir("\(Self.folder)/flags"))
    defer { closedir(listing) }
    var names: Set<String> = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard name.hasSuffix(".svg") else { continue }
      let code = String(name.dropLast(4))
      names.insert(code)
      #expect(try Flag.svg(code: code) == bytes(of: "flags/\(name)"), "\(name)")
    }
    #expect(names == Set(SeedFile.flags.map(\.name)))
    #expect(names.count == 41)
  }

  @Test("are the letters of their file")
  func letters() throws {
    #expect(try SeedFile.letters.text == bytes(of: "letters/letters.txt"))
  }

  private func bytes(of name: String) throws -> [UInt8] {
    let file = try #require(fopen("\(Self.folder)/\(name)", "r"), "\(name)")
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
    return bytes
  }
}
