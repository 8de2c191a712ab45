import Glibc
import TestSupport
import Testing

@Suite("nebeus-mock exec")
struct ExecTests {
  private static let serving = ["exec", "--scenario", "reference"]

  /// Runs a script, which has the program's own path as `$1`.
  private func run(
    _ script: String, options: [String] = [], environment: [String: String] = [:], input: String = "/dev/null"
  ) throws -> Program.Outcome {
    try Program.run(
      Self.serving + options + ["--", "sh", "-c", script, "sh", try Program.path()], environment: environment,
      input: input)
  }

  @Test(
    "serves while the command runs, which finds it by its environment",
    arguments: ["127.0.0.1", "0.0.0.0", "::1", "::"])
  func serves(_ host: String) throws {
    let outcome = try run(
      #""$1" health --url "$NEBEUS_MOCK_URL"; echo "$NEBEUS_MOCK_URL" "$NEBEUS_MOCK_PORT""#, options: ["--host", host])
    let lines = outcome.output.split(separator: "\n")
    #expect(outcome.code == 0 && outcome.error.isEmpty && lines.count == 2)
    let words = try #require(lines.last).split(separator: " ")
    let name = host.contains(":") ? "[::1]" : "127.0.0.1"
    #expect(lines[0] == "ok" && words[0] == "http://\(name):\(words[1])")
  }

  @Test("ends when the command has, and the server with it")
  func ends() throws {
    let outcome = try run(#"echo "$NEBEUS_MOCK_PORT""#)
    let port = try #require(UInt16(outcome.output.dropLast()))
    #expect(throws: RawClientError.self) { try RawClient(port: port) }
  }

  @Test(
    "has the command's exit code", arguments: [("exit 0", 0), ("exit 7", 7), ("exit 255", 255), ("kill -9 $$", 137)])
  func code(_ script: String, _ code: Int32) throws {
    #expect(try run(script) == Program.Outcome(code: code, output: "", error: ""))
  }

  @Test("says what can't be run")
  func notRun() throws {
    let folder = try TemporaryFolder(["plain": "text"])
    #expect(
      try Program.run(Self.serving + ["--", "no-such-command"])
        == Program.Outcome(code: 127, output: "", error: "no-such-command: no such command\n"))
    #expect(
      try Program.run(Self.serving + ["--", "\(folder.path)/plain"])
        == Program.Outcome(code: 126, output: "", error: "\(folder.path)/plain: Permission denied\n"))
  }

  @Test("leaves the command its arguments, input, output and environment")
  func passes() throws {
    let folder = try TemporaryFolder(["input": "in\n"])
    #expect(
      try Program.run(Self.serving + ["--", "printf", "%s|", "--port", "a b", "", "--", "é"]).output
        == "--port|a b||--|é|")
    let outcome = try run(
      "cat; echo $MINE; echo error >&2", environment: ["MINE": "own"], input: "\(folder.path)/input")
    #expect(outcome == Program.Outcome(code: 0, output: "in\nown\n", error: "error\n"))
  }

  @Test("leaves the command the limit of open files that it was called with, which a server raises for itself")
  func descriptors() throws {
    let inner = #"ulimit -Sn 256; "$1" exec --scenario reference -- sh -c 'ulimit -Sn'"#
    #expect(try run(inner) == Program.Outcome(code: 0, output: "256\n", error: ""))
  }

  @Test("hands on the signals that ask to end", arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
  func signals(_ signal: Int32) throws {
    let name = [SIGTERM: "TERM", SIGINT: "INT", SIGHUP: "HUP", SIGQUIT: "QUIT"][signal] ?? ""
    // Nothing in the background: a signal sent to a child that is being made is lost, and the child holds the output.
    let script = #"trap 'echo got \#(name); exit 3' \#(name); echo ready; while :; do sleep 0.05; done"#
    let program = try Program(Self.serving + ["--", "sh", "-c", script])
    #expect(try program.line() == "ready")
    program.send(signal: signal)
    #expect(try program.finish() == Program.Outcome(code: 3, output: "got \(name)\n", error: ""))
  }

  @Test("ends as one that a signal ended where the command takes none")
  func signalled() throws {
    let program = try Program(Self.serving + ["--", "sh", "-c", "echo ready; exec sleep 60"])
    #expect(try program.line() == "ready")
    program.send(signal: SIGTERM)
    #expect(try program.finish() == Program.Outcome(code: 128 + SIGTERM, output: "", error: ""))
  }

  @Test("takes the command with it where it is killed itself")
  func killed() throws {
    let program = try Program(Self.serving + ["--", "sh", "-c", "echo $NEBEUS_MOCK_PORT; exec sleep 60"])
    let port = try #require(UInt16(try program.line()))
    program.send(signal: SIGKILL)
    // Its output ends when nobody has it open any more, the command included.
    #expect(try program.finish().code == 128 + SIGKILL)
    #expect(throws: RawClientError.self) { try RawClient(port: port) }
  }

  @Test("takes a free port, unless the command line names one")
  func port() throws {
    let inner = #""$1" exec --scenario reference -- sh -c 'echo $NEBEUS_MOCK_PORT'; echo $NEBEUS_MOCK_PORT"#
    let ports = try run(inner, environment: ["NEBEUS_MOCK_PORT": "1"]).output.split(separator: "\n")
    #expect(ports.count == 2 && Set(ports).count == 2 && !ports.contains("1"))
    let folder = try TemporaryFolder()
    let outcome = try run(#"cat "\#(folder.path)/port""#, options: ["--port-file", "\(folder.path)/port"])
    #expect(UInt16(outcome.output.dropLast()) != nil)
    let taken = try Served()
    let refused = try run("echo ran", options: ["--port", "\(taken.port)"])
    #expect(refused.code == 69 && refused.output.isEmpty && refused.errorLines.count == 1)
  }

  @Test("says that the options of serve apply, too")
  func help() throws {
    let outcome = try Program.run(["exec", "--help"])
    #expect(outcome.code == 0 && outcome.error.isEmpty)
    #expect(
      ["NEBEUS_MOCK_SCENARIO", "NEBEUS_MOCK_URL", "127", "-- <command>", "default 0]"].allSatisfy(
        outcome.output.contains))
    #expect(try !Program.run(["--help"]).output.contains("exec-command"))
  }

  @Test("reports what of the API the command exercised, in the form that the file's name asks for")
  func coverage() throws {
    let folder = try TemporaryFolder()
    let starts = [
      "a.json": #"{"percent":"#, "a.xml": "<?xml", "a.html": "<!doctype html>", "a.md": "# Coverage",
      "a.txt": "0 % of the API",
    ]
    for (name, start) in starts {
      let file = "\(folder.path)/\(name)"
      let outcome = try run("exit 3", options: ["--coverage", file])
      #expect(outcome == Program.Outcome(code: 3, output: "", error: ""))
      #expect(try run(#"cat "\#(file)""#).output.hasPrefix(start), "\(name)")
    }
  }

  @Test("says where the report can't be written, and keeps the code of a command that failed", arguments: [0, 3])
  func unwritableReport(_ code: Int32) throws {
    let outcome = try run("exit \(code)", options: ["--coverage", "/nonexistent/a.json"])
    let message = "/nonexistent/a.json: No such file or directory\n"
    #expect(outcome == Program.Outcome(code: code == 0 ? 69 : code, output: "", error: message))
  }

  @Test("exits with 1 where less of the API was exercised than is required, and says what is missing")
  func require() throws {
    let outcome = try run("exit 0", options: ["--require", "80"])
    #expect(outcome.code == 1 && outcome.errorLines.count == 1)
    #expect(outcome.error.hasPrefix("coverage is 0 %, 80 % required; the least covered: /"))
    #expect(try run("exit 5", options: ["--require", "80"]).code == 5)
    #expect(try run("exit 0", options: ["--require", "0"]) == Program.Outcome(code: 0, output: "", error: ""))
  }
}
