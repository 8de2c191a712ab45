import Glibc
import JSON
import TestSupport
import Testing

@Suite("nebeus-mock serve")
struct ServeTests {
  @Test("says in one line where it listens, and nothing else on standard output", arguments: [[], ["serve"]])
  func ready(_ command: [String]) throws {
    let server = try Served(command)
    #expect(server.readyLine == "nebeus-mock ready on http://127.0.0.1:\(server.port)")
    #expect(try server.post("/logout/1.0/json").status == 200)
    #expect(try server.stop().withoutInspectorLine == Program.Outcome(code: 0, output: "", error: ""))
  }

  @Test("takes any free port for 0, each server another")
  func freePort() throws {
    let first = try Served()
    let second = try Served()
    #expect(first.port != 0 && second.port != 0 && first.port != second.port)
  }

  @Test("writes the port into a file once it listens")
  func portFile() throws {
    let folder = try TemporaryFolder(["port": "an older and longer text"])
    let server = try Served(["--port-file", "\(folder.path)/port"])
    #expect(try folder.text(of: "port") == "\(server.port)\n")
  }

  @Test("writes the port into a pipe given as the port file, and keeps the pipe")
  func portPipe() throws {
    let folder = try TemporaryFolder()
    let pipe = try NamedPipe("\(folder.path)/port")
    let server = try Served(["--port-file", pipe.path])
    #expect(pipe.text() == "\(server.port)\n" && pipe.isThere)
  }

  /// A start that fails, by the options that make it fail.
  struct FailedStart: CustomTestStringConvertible {
    let name: String
    let code: Int32
    let options: @Sendable (_ running: Served, _ folder: String) -> [String]

    var testDescription: String { name }

    static let all = [
      FailedStart(name: "the port is in use", code: 69) { running, _ in ["--port", "\(running.port)"] },
      FailedStart(name: "the address is unusable", code: 69) { _, _ in ["--port", "0", "--host", "192.0.2.1"] },
      FailedStart(name: "another server has the data folder", code: 69) { _, folder in
        ["--port", "0", "--data", "\(folder)/data"]
      },
      FailedStart(name: "the scenario is faulty", code: 65) { _, folder in
        ["--port", "0", "--seeds", folder, "--scenario", "faulty"]
      },
    ]
  }

  @Test("leaves the port file of another server alone where it can't start itself", arguments: FailedStart.all)
  func failedStart(_ start: FailedStart) throws {
    let folder = try TemporaryFolder(["faulty.json": "{"])
    let portFile = "\(folder.path)/port"
    let server = try Served(["--port-file", portFile, "--data", "\(folder.path)/data"])
    let options = start.options(server, folder.path) + ["--port-file", portFile]
    let scenario = options.contains("--scenario") ? [] : ["--scenario", "reference"]
    #expect(try Program.run(options + scenario).code == start.code)
    #expect(try folder.text(of: "port") == "\(server.port)\n")
  }

  @Test("leaves the port file alone where it can't say that it listens")
  func portFileOfMuteStart() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(
      ["--port", "0", "--scenario", "reference", "--port-file", "\(folder.path)/port"], bad: [1: .unwritable])
    #expect(outcome.code == 69)
    #expect(try folder.names().isEmpty)
  }

  @Test("removes its port file when it is stopped, and no other server's")
  func portFileOfStopped() throws {
    let folder = try TemporaryFolder()
    let portFile = "\(folder.path)/port"
    let first = try Served(["--port-file", portFile])
    let second = try Served(["--port-file", portFile])
    #expect(try first.stop().code == 0)
    #expect(try folder.text(of: "port") == "\(second.port)\n")
    #expect(try second.stop().code == 0)
    #expect(try folder.names().isEmpty)
  }

  @Test("doesn't wait for a reader of the pipe that is its port file")
  func portPipeWithoutReader() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/port"
    #expect(mkfifo(path, 0o600) == 0)
    let server = try Served(["--port-file", path])
    #expect(try Program.shell(#"cat "$2""#, [path]).output == "\(server.port)\n")
    #expect(try server.stop().code == 0)
  }

  @Test("ends with 69 and one line where it can't say that it listens")
  func mute() throws {
    let outcome = try Program.run(["--port", "0", "--scenario", "reference"], bad: [1: .unwritable])
    #expect(outcome == Program.Outcome(code: 69, output: "", error: "standard output: Bad file descriptor\n"))
  }

  @Test("does not start where the port file can't be written")
  func badPortFile() throws {
    let outcome = try Program.run(["--port", "0", "--scenario", "reference", "--port-file", "/nonexistent/port"])
    #expect(
      outcome
        == Program.Outcome(code: 64, output: "", error: "--port-file /nonexistent/port: No such file or directory\n"))
  }

  @Test("ends with 69 and one line where the port is in use")
  func portInUse() throws {
    let server = try Served()
    let outcome = try Program.run(["--port", "\(server.port)", "--scenario", "reference"])
    #expect(
      outcome
        == Program.Outcome(code: 69, output: "", error: "bind 127.0.0.1:\(server.port): Address already in use\n"))
    #expect(try server.post("/logout/1.0/json").status == 200)
  }

  @Test("exits with 69 and one line if the address is unavailable")
  func foreignAddress() throws {
    let outcome = try Program.run(["--port", "0", "--scenario", "reference", "--host", "192.0.2.1"])
    #expect(outcome.code == 69 && outcome.output.isEmpty)
    #expect(outcome.errorLines == ["bind 192.0.2.1:0: Cannot assign requested address"])
  }

  @Test("serves the scenario of a folder, which is read anew for each database")
  func seeds() throws {
    func scenario(_ name: String) -> String {
      #"{"tables":{"res_country":[{"id":1,"name":"\#(name)","code":"RU","phone_code":"+7"}]}}"#
    }
    let folder = try TemporaryFolder(["mine.json": scenario("First"), "broken.json": "{"])
    let server = try Served(["--seeds", folder.path, "--scenario", "mine"])
    #expect(try server.post("/get_countries/1.0/json").json[0]?["name"]?.string == "First")
    try folder.write(scenario("Second"), to: "mine.json")
    #expect(try server.post("/get_countries/1.0/json").json[0]?["name"]?.string == "First")
    #expect(try server.post("/get_countries/1.0/json?db=new").json[0]?["name"]?.string == "Second")
  }

  @Test("serves the folder's scenario where the program has another of that name")
  func seedsComeFirst() throws {
    let folder = try TemporaryFolder(["empty.json": #"{"tables":{}}"#])
    let server = try Served(["--seeds", folder.path, "--scenario", "empty"])
    #expect(try server.post("/get_countries/1.0/json").text == "[]")
  }

  @Test("ends with 65 and one line that names file, table, row and column of a scenario's mistake")
  func faultyScenario() throws {
    let folder = try TemporaryFolder([
      "mine.json": """
      {"tables":{"res_country":[{"id":1,"name":"Spain","code":"ES","phone_code":"+34"}],
        "res_partner":[{"id":1,"name":"A","country_id":1},{"id":2,"name":"B","country_id":999}]}}
      """
    ])
    let outcome = try Program.run(["--port", "0", "--seeds", folder.path, "--scenario", "mine"])
    #expect(
      outcome
        == Program.Outcome(
          code: 65, output: "",
          error: "\(folder.path)/mine.json, res_partner, row 2, country_id: no row of res_country has id 999\n"))
  }

  @Test(
    "describes a mistake in words",
    arguments: [
      (
        #"{"res_partner":[{"id":1,"name":"A","address_status":"zz"}]}"#,
        #"res_partner, row 1, address_status: invalid value "zz": must be one of not_verified, pending, verified, rejected"#
      ),
      (
        #"{"res_country":[{"id":1,"name":"A","code":"es","phone_code":"+34"}]}"#,
        #"res_country, row 1, code: invalid value "es": must be two capital letters, such as ES"#
      ),
      (
        #"{"res_partner":[{"id":1,"name":"A"}],"res_currency":[{"id":1,"name":"EUR","rate":1}],"account_account":"#
          + #"[{"partner_id":1,"currency_id":1,"code":"a","acc_number":"a","create_date":{"days":0},"balance":5}]}"#,
        "account_account, row 1, balance: computed by the database: leave it out"
      ),
    ])
  func words(_ tables: String, _ mistake: String) throws {
    let folder = try TemporaryFolder(["mine.json": #"{"tables":\#(tables)}"#])
    let outcome = try Program.run(["--port", "0", "--seeds", folder.path, "--scenario", "mine"])
    #expect(outcome == Program.Outcome(code: 65, output: "", error: "\(folder.path)/mine.json, \(mistake)\n"))
  }

  @Test("counts the mistakes that it doesn't show")
  func faultyScenarios() throws {
    let folder = try TemporaryFolder(["mine.json": #"{"tables":{"res_planet":[],"res_star":[]}}"#])
    let outcome = try Program.run(["--port", "0", "--seeds", folder.path, "--scenario", "mine"])
    #expect(outcome.code == 65 && outcome.output.isEmpty)
    #expect(
      outcome.error
        == "\(folder.path)/mine.json, res_planet: unknown table (and 1 more: nebeus-mock check lists all)\n")
  }
}
