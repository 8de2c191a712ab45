import JSON
import ServerTestSupport
import TestSupport
import Testing

/// What happens to a database of the scenario `reference-chat` that is to be replayed: a little of everything that is
/// recorded.
struct ReplayedLife {
  private static let countries = "/get_countries/1.0/json"
  private static let uuid = "37474642-60c7-4315-8575-0497ad23ac12"

  private let server: TestServer
  private let visitor: TestCaller

  init(_ server: TestServer) throws {
    self.server = server
    visitor = try server.visitor()
  }

  /// Lives, and returns how many entries the bundle has.
  func live() throws -> Int {
    let lynx = try signIn("lynx@nebeus.example")
    let login = #"{"login":"lynx@nebeus.example","password":"Not-The-Password-7"}"#
    _ = try visitor.call("/signin/1.0/json", login)
    _ = try visitor.post("/reset_password/1.0/json", #"{"login":"lynx@nebeus.example"}"#)
    try suffer(lynx)
    try poll()
    try poll(isHeldUp: false)
    _ = try visitor.get("/partner/6/profile_image")
    _ = try visitor.get("/nothing/here?password=Not-The-Password-7")
    _ = try visitor.get(Self.countries)
    // What only the connection shows is refused, and no part of a bundle.
    _ = try server.visitor(["Content-Encoding": "br"]).post(Self.countries)
    _ = try visitor.post("/signin/1.0/json", #"{"password":"Not-The-Password-7"]"#)
    try server.control("PUT", "/databases/nebeus/snapshots/kept")
    _ = try lynx.call("/logout/1.0/json")
    try server.control("POST", "/databases/nebeus/snapshots/kept/restore")
    _ = try lynx.call("/partner/dashboard")
    let issued = try server.control("POST", "/databases/nebeus/sessions", #"{"login":"lynx@nebeus.example"}"#).json
    let session = try #require(issued["session_id"]?.string)
    _ = try server.visitor(["Cookie": "session_id=\(session)"]).post("/partner/dashboard")
    let bundle = try server.control("GET", "/databases/nebeus/bundle").json
    return try #require(bundle["entries"]?.count)
  }

  /// Faults of each kind: instead of the call, after it, with a delay, by chance, and on the connection.
  private func suffer(_ caller: TestCaller) throws {
    let path = #""path":"\#(Self.countries)","times":1"#
    try visitor.order(#"{\#(path),"status":503,"body":"down"}"#, id: "instead")
    try visitor.order(#"{\#(path),"error":{"code":5,"message":"No"},"when":"after"}"#, id: "after")
    try visitor.order(#"{\#(path),"delay_ms":1}"#, id: "held")
    try visitor.order(#"{\#(path),"delay_ms":{"min":1,"max":3},"when":"after"}"#, id: "late")
    for _ in 0..<4 { _ = try visitor.call(Self.countries) }
    try visitor.order(#"{\#(path),"reset":true}"#, id: "reset")
    _ = try? server.visitor().post(Self.countries)
    try visitor.order(#"{"path":"/partner/dashboard","status":500,"probability":0.5}"#, id: "chance")
    for _ in 0..<6 { _ = try caller.call("/partner/dashboard") }
    _ = try visitor.control("DELETE", "/faults")
    // A call that overtakes one that a fault holds up.
    try visitor.order(#"{\#(path),"delay_ms":30}"#, id: "slow")
    let held = try RawClient(port: server.port)
    held.owner = server
    try held.send("POST \(Self.countries) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
    try visitor.awaitStrike(of: "slow")
    _ = try caller.call("/im_chat/init")
    _ = try held.response()
    _ = try visitor.control("DELETE", "/faults")
  }

  /// A long poll that waits until a message is posted, if the server has long polls.
  ///
  /// - Parameter isHeldUp: whether a fault holds it up before it waits.
  func poll(isHeldUp: Bool = true) throws {
    let (reader, author) = (try signIn("lynx@nebeus.example"), try signIn("russian@support.ru"))
    let path = "/longpolling/poll"
    let body = #"{"jsonrpc":"2.0","method":"call","id":1,"params":{"last":0}}"#
    try post(as: author)
    // In a batch it doesn't wait.
    let found = try reader.post(path, "[\(body)]").json[0]?["result"]
    guard let last = found?.array?.last?["id"]?.integer else { return }
    if isHeldUp { try visitor.order(#"{"path":"\#(path)","delay_ms":1,"times":1}"#, id: "poll") }
    func waits() throws -> Int { try visitor.control("GET", "/bundle").text.split(separator: #""by":"poll""#).count }
    let before = try waits()
    let waiting = try RawClient(port: server.port)
    waiting.owner = server
    let params = body.replacing(#""last":0"#, with: #""last":\#(last)"#)
    try waiting.send(
      "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "X-Openerp-Session-Id: \(reader.fields["X-Openerp-Session-Id"] ?? "")\r\n"
        + "Content-Length: \(params.utf8.count)\r\n\r\n\(params)")
    // The journal has it as pending before that, while the fault holds it up.
    let deadline = ContinuousClock.now + WaitLimit.duration
    while try waits() == before {
      try #require(ContinuousClock.now < deadline)
    }
    try post(as: author)
    #expect(try waiting.response().status == 200)
    _ = try visitor.control("DELETE", "/faults")
  }

  private func signIn(_ login: String) throws -> TestCaller {
    let caller = try server.visitor()
    let params = #"{"login":"\#(login)","password":"reference-password"}"#
    let session = try #require(try caller.result("/signin/1.0/json", params)?["session_id"]?.string)
    caller.fields["X-Openerp-Session-Id"] = session
    return caller
  }

  private func post(as caller: TestCaller) throws {
    _ = try caller.call(
      "/im_chat/post", #"{"uuid":"\#(Self.uuid)","message_type":"message","message_content":"a"}"#)
  }
}
