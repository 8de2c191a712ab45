import Inspector
import Testing

@Suite("The inspector page's files")
struct InspectorFileTests {
  /// What the page may weigh, before compression.
  private static let limit = 90_000

  @Test("are small in all")
  func size() {
    #expect(InspectorFile.all.map(\.bytes.count).reduce(0, +) <= Self.limit)
  }

  @Test("have the page, and every file that a file refers to")
  func references() {
    let names = Set(InspectorFile.all.map(\.name))
    #expect(names.contains("index.html"))
    var references: Set<String> = []
    for file in InspectorFile.all {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for reference in text.matches(of: /(?:from "\.\/|src="|href=")(\w+\.\w+)"/).map({ String($0.1) }) {
        #expect(names.contains(reference), "\(file.name) refers to \(reference)")
        references.insert(reference)
      }
    }
    #expect(references == names.subtracting(["index.html"]), "a file to which none refers is not needed")
  }

  @Test("name no other host, and hold no markup that a policy without unsafe-inline would stop")
  func policy() {
    for file in InspectorFile.all {
      let text = String(decoding: file.bytes, as: UTF8.self)
      #expect(
        !text.contains(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function/), "\(file.name)")
      #expect(!text.contains(/(?:src|href|url\(|from|fetch\()\s*=?\s*["'(]?https?:\/\//), "\(file.name)")
      guard file.name.hasSuffix(".html") else { continue }
      #expect(!text.contains(/<style|\sstyle=|\son\w+=|<script>/), "\(file.name)")
    }
  }

  @Test("have different entity tags")
  func entityTags() {
    #expect(Set(InspectorFile.all.map(\.entityTag)).count == InspectorFile.all.count)
  }
}
