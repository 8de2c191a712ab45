import Images
import NebeusAPI
import Testing

@testable import MockServer

@Suite("ImageFiles")
struct ImageFilesTests {
  private func avatar(_ partner: Int) -> Image { .avatar(partner: partner, initials: "A", side: 64) }

  @Test("makes the same file and tag again where it has dropped one")
  func bounded() throws {
    let files = ImageFiles(limit: 2)
    let first = try files.file(of: avatar(1))
    for partner in 2...5 { _ = try files.file(of: avatar(partner)) }
    let again = try files.file(of: avatar(1))
    #expect(again.bytes == first.bytes)
    #expect(again.entityTag == first.entityTag)
  }

  @Test("distinguishes files by their tags, also those of the same length")
  func tags() throws {
    let files = ImageFiles()
    let tags = try [[1, 2, 3], [3, 2, 1], [1, 2], []].map { try files.file(of: .stored($0)).entityTag }
    #expect(Set(tags).count == tags.count)
    #expect(tags.allSatisfy { $0.hasPrefix("\"") && $0.hasSuffix("\"") })
  }
}
