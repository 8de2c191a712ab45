import Glibc
import TestSupport
import Testing

@testable import Store

@Suite("Files")
struct FilesTests {
  @Test("leave no draft where one can't be put in its place")
  func draft() throws {
    let folder = try TemporaryFolder()
    let taken = "\(folder.path)/taken"
    try Files.makeFolder("\(taken)/full")
    #expect(throws: DataError(taken, .system(EISDIR))) { try Files.write([1], to: taken) }
    #expect(try Files.names(in: folder.path) == ["taken"])
  }

  @Test("treat a missing folder as an empty one")
  func names() throws {
    let folder = try TemporaryFolder()
    #expect(try Files.names(in: folder.path) == [])
    #expect(try Files.names(in: "\(folder.path)/none") == nil)
  }
}
