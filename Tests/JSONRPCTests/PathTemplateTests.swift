import Testing

@testable import JSONRPC

@Suite("PathTemplate")
struct PathTemplateTests {
  private static let template = PathTemplate("/user/{account}/operations/{id}/")

  @Test(
    "finds its arguments in a path",
    arguments: [
      ("/user/a/operations/7/", ["account=a", "id=7"]), ("/user/a/operations/7", ["account=a", "id=7"]),
      ("/user/a%2Fb/operations/x?y=z/1", ["account=a%2Fb", "id=x"]),
      // A path that is the template's own has nothing to be found.
      ("/user/{account}/operations/{id}/", []),
      ("/user/a/operations", nil), ("/user/a/operations/7/more", nil), ("/user/a/other/7", nil), ("/", nil),
    ] as [(String, [String]?)])
  func arguments(_ path: String, _ arguments: [String]?) {
    #expect(Self.template.arguments(in: path)?.map { "\($0.name)=\($0.value)" } == arguments)
  }

  @Test("takes only whole segments in braces for parameters", arguments: ["/{a", "/a}", "/x{a}", "/{a}x"])
  func braces(_ template: String) {
    #expect(PathTemplate(template).arguments(in: "/other") == nil)
    #expect(PathTemplate(template).path { _ in "other" } == template)
  }

  @Test("makes a path, with the slashes that it has")
  func path() {
    #expect(Self.template.path { $0.uppercased() } == "/user/ACCOUNT/operations/ID/")
    #expect(PathTemplate("/a//b").path { _ in "x" } == "/a//b")
  }
}
