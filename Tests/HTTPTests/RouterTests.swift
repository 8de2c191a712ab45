import Basics
import Testing

@testable import HTTP

@Suite("Router")
struct RouterTests {
  private static func route(_ method: HTTPMethod, _ pattern: String) -> Route { Route(method, pattern) { _, _ in } }

  private static let routes = [
    route(.get, "/"), route(.post, "/web/session/authenticate"), route(.get, "/partner/{id}"),
    route(.get, "/partner/{id}/profile_image"), route(.get, "/partner/me/profile_image"),
    route(.post, "/partner/me/{what}"), route(.get, "/svg/i_country-{code}.svg"), route(.get, "/svg/{name}"),
    route(.post, "/user/accounts/{id}/operations/"),
  ]

  private func find(_ method: HTTPMethod, _ path: String) throws -> String {
    let router = try Router(RouterTests.routes)
    return path.withBytes { bytes in
      switch router.find(method, path: ByteRange(0, bytes.count), in: bytes) {
      case .found(let match):
        let values = match.route.parameterNames.indices.map { match.captures[$0].bytes(of: bytes).text }
        return ([match.route.pattern] + values).joined(separator: " ")
      case .wrongMethod(let allowed): return "Allow: " + allowed.map(\.name).joined(separator: ", ")
      case .unknown: return "unknown"
      }
    }
  }

  @Test(
    "finds the most particular route, and its parameters",
    arguments: [
      ("/", "/"), ("/partner/5", "/partner/{id} 5"), ("/partner/5/", "/partner/{id} 5"), ("/partner//", "unknown"),
      ("/partner/5/profile_image", "/partner/{id}/profile_image 5"),
      ("/partner/me/profile_image", "/partner/me/profile_image"), ("/partner/", "unknown"), ("/partner", "unknown"),
      ("/partner/a%2Fb", "/partner/{id} a%2Fb"), ("/partner/%zz", "unknown"), ("/partner/%ff", "unknown"),
      ("/PARTNER/5", "unknown"), ("/partner/5//profile_image", "unknown"), ("//", "/"),
      ("/svg/i_country-RU.svg", "/svg/i_country-{code}.svg RU"), ("/svg/i_country-.svg", "/svg/{name} i_country-.svg"),
      ("/web/session/authenticate", "Allow: POST, OPTIONS"), ("/web/session/authenticat%65", "unknown"),
      ("/user/accounts/5/operations", "Allow: POST, OPTIONS"), ("/a/b/c/d/e/f/g/h", "unknown"),
    ])
  func paths(_ path: String, _ expected: String) throws { #expect(try find(.get, path) == expected) }

  @Test("takes a documented slash at the end, or none")
  func finalSlash() throws {
    #expect(try find(.post, "/user/accounts/5/operations") == "/user/accounts/{id}/operations/ 5")
    #expect(try find(.post, "/user/accounts/5/operations/") == "/user/accounts/{id}/operations/ 5")
  }

  @Test("lets GET's route answer HEAD, and a less particular route a method that the other has not")
  func methods() throws {
    #expect(try find(.head, "/partner/5") == "/partner/{id} 5")
    #expect(try find(.post, "/partner/me/profile_image") == "/partner/me/{what} profile_image")
    #expect(try find(.put, "/partner/me/profile_image") == "Allow: GET, HEAD, POST, OPTIONS")
  }

  @Test(
    "names the nearest route",
    arguments: [
      ("/web/session/autenticate", "/web/session/authenticate"),
      ("/partner/77/profil_image", "/partner/{id}/profile_image"),
      ("/user/account/abc/operations", "/user/accounts/{id}/operations/"), ("/svg/i_contry-RU.svg", "/svg/{name}"),
      ("/", "/"),
    ])
  func nearest(_ path: String, _ expected: String) throws {
    #expect(try Router(RouterTests.routes).nearest(to: path) == expected)
  }

  @Test(
    "names none where no route is near",
    arguments: ["/nothing", "/favicon.ico", "/a", "/web/session", "/partner/77/profile_image/of/somebody/else", ""])
  func noneNear(_ path: String) throws {
    #expect(try Router(RouterTests.routes).nearest(to: path) == nil)
  }

  @Test(
    "refuses routes that can't be served",
    arguments: [
      (["/a", "/a"], "GET /a would never be reached: GET /a takes the same paths"),
      (["/a/{b}", "/a/{c}/"], "GET /a/{c}/ would never be reached: GET /a/{b} takes the same paths"),
      (["a"], "a: a path starts with a slash"), (["/{a}{b}"], "/{a}{b}: a segment has one parameter at most"),
      (["/{a}/{a}"], "/{a}/{a}: a parameter occurs twice"), (["/{}"], "/{}: a parameter is a name in braces"),
      (["/a}"], "/a}: a parameter is a name in braces"),
      (["/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}"], "/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}: more than 8 parameters"),
    ])
  func invalid(_ patterns: [String], _ message: String) {
    let error = #expect(throws: RouterError.self) {
      _ = try Router(patterns.map { RouterTests.route(.get, $0) })
    }
    #expect(error?.description == message)
  }
}
