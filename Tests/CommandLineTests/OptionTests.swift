import JSON
import TestSupport
import Testing

@Suite("Options of nebeus-mock serve")
struct OptionTests {
  private func shows(_ given: OptionCase, _ server: Served) throws -> Bool {
    let answer = try server.client().exchange(
      "POST \(given.path) HTTP/1.1\r\nHost: \(given.host)\r\nContent-Type: application/json\r\n\(given.fields)"
        + "Content-Length: \(given.body.utf8.count)\r\n\r\n\(given.body)")
    let fields = answer.fields.map { "\($0.name): \($0.value)" }.joined(separator: " ")
    return "\(answer.status) \(fields) \(answer.text)".contains(given.shows)
  }

  @Test("have their effect, and none where they are not given", arguments: OptionCase.all)
  func given(_ option: OptionCase) throws {
    #expect(try shows(option, try Served(option.arguments)))
    #expect(try !shows(option, try Served()))
  }

  @Test("are taken from the environment too", arguments: OptionCase.all)
  func environment(_ option: OptionCase) throws {
    #expect(try shows(option, try Served(environment: option.environment(option.value ?? "1"))))
  }

  @Test("count on the command line before the environment", arguments: OptionCase.all)
  func commandLineFirst(_ option: OptionCase) throws {
    #expect(try shows(option, try Served(option.arguments, environment: option.environment(option.other))))
  }

  @Test("that are switches are words in the environment", arguments: [("on", true), ("YES", true), ("off", false)])
  func switches(_ word: String, _ isStrict: Bool) throws {
    let answer = try Served(environment: ["NEBEUS_MOCK_STRICT": word]).post("/logout/1.0/json")
    #expect(try (answer.json["error"]?["code"]?.integer == -32600) == isStrict)
  }

  @Test("that are empty in the environment are not given")
  func empty() throws {
    let server = try Served(environment: [
      "NEBEUS_MOCK_DIALECT": "", "NEBEUS_MOCK_PORT_FILE": "", "NEBEUS_MOCK_HOST": "",
    ])
    #expect(try server.post("/logout/1.0/json").text.hasPrefix("["))
  }

  @Test(
    "say where to listen, in as many places as they name",
    arguments: [
      (["--host", "127.0.0.2", "--host", "127.0.0.1"], [:]), ([], ["NEBEUS_MOCK_HOST": "127.0.0.2 , 127.0.0.1,"]),
      (["--host", "127.0.0.2", "--host", "127.0.0.1"], ["NEBEUS_MOCK_HOST": "127.0.0.3"]),
      (["--host", "127.0.0.2", "--host", "localhost", "--host", "127.0.0.1", "--host", "127.0.0.2"], [:]),
    ] as [([String], [String: String])])
  func hosts(_ arguments: [String], _ environment: [String: String]) throws {
    let server = try Served(arguments, environment: environment)
    #expect(server.readyLine == "nebeus-mock ready on http://127.0.0.2:\(server.port)")
    let request = "GET /_mock/health HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(try RawClient(port: server.port, host: "127.0.0.2").exchange(request).status == 200)
    #expect(try RawClient(port: server.port, host: "127.0.0.1").exchange(request).status == 200)
    #expect(throws: RawClientError.self) { try RawClient(port: server.port, host: "127.0.0.3") }
  }

  private static let health = "GET /_mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n"

  @Test(
    "say to listen on both loopback addresses, on one port, unless they say otherwise", .enabled(if: Served.hasIPv6),
    arguments: [
      [], ["--host", "localhost"], ["--host", "127.0.0.1", "--host", "::1"], ["--host", "0.0.0.0", "--host", "::"],
    ])
  func loopback(_ arguments: [String]) throws {
    let server = try Served(arguments)
    for host in ["127.0.0.1", "::1"] {
      #expect(try RawClient(port: server.port, host: host).exchange(Self.health).status == 200)
    }
    #expect(try Program.run(["health", "--url", "http://localhost:\(server.port)"]).code == 0)
  }

  /// An address of this machine that is no loopback one: what a client that uses it is known by.
  private static let ownAddress = (try? Program.shell("hostname -I"))?.output.split(whereSeparator: \.isWhitespace)
    .first { $0.contains(".") }.map { String($0) }

  @Test(
    "say which proxies are trusted in addition to loopback addresses", .enabled(if: ownAddress != nil),
    arguments: [
      ("not named", [], "http"), ("another is named", ["192.0.2.1"], "http"),
      ("named", ["192.0.2.1", "OWN"], "https"), ("in a range that is named", ["OWN/32"], "https"),
    ] as [(name: String, proxies: [String], scheme: String)])
  func trustedProxy(_ name: String, _ proxies: [String], _ scheme: String) throws {
    let address = try #require(Self.ownAddress)
    let named = proxies.map { $0.replacing("OWN", with: address) }
    let environment = ["NEBEUS_MOCK_TRUST_PROXY": named.joined(separator: ",")]
    for server in [
      try Served(["--host", "0.0.0.0"] + named.flatMap { ["--trust-proxy", $0] }),
      try Served(["--host", "0.0.0.0"], environment: environment),
    ] {
      let body = #"{"login":"igor@nebeus.example"}"#
      let answer = try RawClient(port: server.port, host: address).exchange(
        "POST /reset_password/1.0/json HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n"
          + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
      #expect(answer.status == 200)
      let link = try server.control("GET", "/databases/nebeus/outbox").json[0]?["link"]?.string
      #expect(link?.hasPrefix("\(scheme)://localhost/") == true)
    }
  }

  private static let hasNetworks = (try? Program.shell("unshare -Urn ip link set lo up").code) == 0

  @Test(
    "are no error on a system without IPv6, unless there is no other address", .enabled(if: hasNetworks))
  func noIPv6() throws {
    let script = #"""
      unshare -Urn sh -c '
        ip link set lo up; echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6
        for hosts in "" "--host 0.0.0.0 --host ::" "--host ::1"; do
          "$1" exec --scenario reference $hosts -- echo served; echo $?
        done
      ' sh "$1" 2>&1
      """#
    #expect(
      try Program.shell(script).output
        == "served\n0\nserved\n0\nbind [::1]:0: Cannot assign requested address\n69\n")
  }

  @Test(
    "that hold a service's address, as Kubernetes and Docker set them, are ignored with a warning",
    arguments: ["tcp://10.96.7.1:8069", "udp://10.96.7.1:53", "sctp://[fd00::1]:9"])
  func serviceVariable(_ value: String) throws {
    let server = try Served(
      ["--port", "0"], environment: ["NEBEUS_MOCK_SCENARIO": "reference", "NEBEUS_MOCK_SEED": value])
    let lines = try server.stop().withoutInspectorLine.errorLines
    #expect(lines.count == 1)
    #expect(lines[0].contains(" warning ") && lines[0].contains("NEBEUS_MOCK_SEED") && lines[0].contains(value))
    let given = try Served(["--seed", "1"], environment: ["NEBEUS_MOCK_SEED": value])
    #expect(try given.stop().withoutInspectorLine.error.isEmpty)
  }

  @Test("name the port, on the command line before the environment")
  func port() throws {
    #expect(try Served(environment: ["NEBEUS_MOCK_PORT": "0"]).port != 0)
    let taken = try Served()
    let environment = ["NEBEUS_MOCK_PORT": "\(taken.port)"]
    #expect(try Served(["--port", "0"], environment: environment).port != taken.port)
    #expect(try Program.run(["--scenario", "reference"], environment: environment).code == 69)
  }

  @Test("name the port file and the folder of scenarios")
  func files() throws {
    let folder = try TemporaryFolder(["mine.json": #"{"tables":{}}"#])
    let server = try Served(environment: [
      "NEBEUS_MOCK_PORT_FILE": "\(folder.path)/port", "NEBEUS_MOCK_SEEDS": folder.path, "NEBEUS_MOCK_SCENARIO": "mine",
    ])
    #expect(try folder.text(of: "port") == "\(server.port)\n")
    #expect(try server.post("/get_countries/1.0/json").text == "[]")
  }

  @Test(
    "stop the clock, before the scenario's",
    arguments: [
      (["--clock", "2020-01-02T03:04:05Z"], [:], "2020-01-02"), ([], ["NEBEUS_MOCK_CLOCK": "2016-02-29"], nil),
      ([], ["NEBEUS_MOCK_CLOCK": "2016-02-29 23:59:59"], "2016-02-29"),
      (["--clock", "2020-01-02T00:30:00+01:00"], ["NEBEUS_MOCK_CLOCK": "2016-02-29 00:00:00"], "2020-01-01"),
      ([], [:], "2017-03-03"),
    ] as [([String], [String: String], String?)])
  func clock(_ arguments: [String], _ environment: [String: String], _ today: String?) throws {
    guard let today else {
      return #expect(try Program.run(arguments + ["--port", "0"], environment: environment).code == 64)
    }
    let server = try Served(arguments, environment: environment)
    let session = try signIn(to: server)
    let graphic = try server.post("/dashboard/graphic?session_id=\(session)").json
    #expect(graphic["days"]?.members?.map(\.key).last == today)
  }

  @Test("make random repeatable")
  func seed() throws {
    let first = try sessions(of: try Served(["--seed", "7"]))
    #expect(try sessions(of: try Served(environment: ["NEBEUS_MOCK_SEED": "7"])) == first)
    #expect(try sessions(of: try Served(["--seed", "7"], environment: ["NEBEUS_MOCK_SEED": "8"])) == first)
    #expect(try sessions(of: try Served(["--seed", "8"])) != first)
    #expect(try sessions(of: try Served()) != first)
  }

  @Test(
    "limit the connections",
    arguments: [(["--max-connections", "1"], [:]), ([], ["NEBEUS_MOCK_MAX_CONNECTIONS": "1"])])
  func connections(_ arguments: [String], _ environment: [String: String]) throws {
    let server = try Served(arguments, environment: environment)
    let request = "GET /_mock/health HTTP/1.1\r\nHost: a\r\n\r\n"
    let first = try server.client()
    #expect(try first.exchange(request).status == 200)
    #expect(try server.client().exchange(request).status == 503)
    #expect(try first.exchange(request).status == 200)
  }

  @Test("end idle connections", arguments: [(["--idle-timeout", "1"], [:]), ([], ["NEBEUS_MOCK_IDLE_TIMEOUT": "1"])])
  func idle(_ arguments: [String], _ environment: [String: String]) throws {
    let server = try Served(arguments, environment: environment)
    #expect(try server.client().isAtEnd())
  }

  @Test("keep control calls to those who have the token")
  func token() throws {
    let server = try Served(["--admin-token", "s3cret"], environment: ["NEBEUS_MOCK_ADMIN_TOKEN": "other"])
    let path = "/_mock/databases/nebeus/fixtures"
    #expect(try server.post(path, #"{"tables":{}}"#, fields: "Authorization: Bearer s3cret\r\n").status == 200)
    #expect(try server.post(path, #"{"tables":{}}"#).status == 401)
    #expect(try Program.run(["health", "--url", "http://127.0.0.1:\(server.port)"]).code == 0)
  }

  private func signIn(to server: Served) throws -> String {
    let answer = try server.post(
      "/signin/1.0/json", #"{"login":"igor@nebeus.example","password":"reference-password"}"#)
    return try #require(try answer.json[0]?["result"]?["session_id"]?.string)
  }

  /// The second one too: the scenario has listed the first.
  private func sessions(of server: Served) throws -> [String] {
    [try signIn(to: server), try signIn(to: server)]
  }
}
