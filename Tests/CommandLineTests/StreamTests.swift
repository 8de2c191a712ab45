import Glibc
import TestSupport
import Testing

@Suite("Standard streams")
struct StreamTests {
  private static let serving = ["--port", "0", "--scenario", "reference", "--log-level", "debug"]

  @Test(
    "that are broken, full or closed cost the log, and the server nothing",
    arguments: [
      Program.BadStream.closed, .unwritable, .broken, .full,
    ])
  func log(_ stream: Program.BadStream) throws {
    let server = try Served(["--log-level", "debug"], bad: [2: stream])
    for _ in 0..<3 { #expect(try server.post("/logout/1.0/json").status == 200) }
    #expect(try server.stop() == Program.Outcome(code: 0, output: "", error: ""))
  }

  @Test("that nobody reads don't stop the server")
  func unreadLog() throws {
    let server = try Served(["--log-level", "debug"])
    let path = "/nowhere/" + String(repeating: "x", count: 6_000)
    // More than a pipe or a socket takes.
    for _ in 0..<200 { #expect(try server.post(path).status == 404) }
    let lines = try server.stop().errorLines
    // Some lines are lost, and those that were written are whole, but for one that the reader's stop has cut.
    #expect(lines.count < 200)
    #expect(lines.count { !$0.hasSuffix("request") && !$0.hasPrefix("nebeus-mock") } <= 1)
  }

  @Test(
    "to which the ready line can't be written end the start with 69 and one line",
    arguments: [
      (Program.BadStream.closed, "Bad file descriptor"), (.unwritable, "Bad file descriptor"), (.broken, "Broken pipe"),
      (.full, "No space left on device"),
    ])
  func ready(_ stream: Program.BadStream, _ reason: String) throws {
    #expect(
      try Program.run(["--port", "0", "--scenario", "reference"], bad: [1: stream])
        == Program.Outcome(code: 69, output: "", error: "standard output: \(reason)\n"))
  }

  @Test(
    "to which a command's result can't be written end it with 69 and one line",
    arguments: [
      ["openapi"], ["check", "/nonexistent"], ["--help"], ["--version"],
    ])
  func result(_ command: [String]) throws {
    #expect(
      try Program.run(command, bad: [1: .broken])
        == Program.Outcome(code: 69, output: "", error: "standard output: Broken pipe\n"))
  }

  @Test("that are closed at the start are not reused for a file")
  func closed() throws {
    let folder = try TemporaryFolder()
    let arguments = Self.serving + ["--data", "\(folder.path)/data", "--port-file", "\(folder.path)/port"]
    let server = try Served(arguments, bad: [0: .closed, 2: .closed])
    #expect(try server.post("/logout/1.0/json").status == 200)
    let files = try Program.shell(
      #"for n in 0 2; do readlink "/proc/$2/fd/$n"; done"#, ["\(server.program.process)"]
    ).output
    #expect(files == "/\n/\n")
    #expect(try server.stop().code == 0)
    #expect(try Served(["--data", "\(folder.path)/data"]).stop().code == 0)
  }

  @Test("that are closed stay closed for the command of exec")
  func closedForCommand() throws {
    let script = "for n in 0 1 2; do test -e /proc/$$/fd/$n || echo $n; done"
    #expect(
      try Program.run(
        ["exec", "--scenario", "reference", "--", "sh", "-c", script], bad: [0: .closed, 2: .closed]
      ).output == "0\n2\n")
  }

  @Test("that are broken don't cost exec the exit code of its command")
  func brokenExec() throws {
    let script = #""$0" health --url "$NEBEUS_MOCK_URL"; exit 3"#
    let outcome = try Program.run(
      ["exec", "--scenario", "reference", "--log-level", "debug", "--", "sh", "-c", script, try Program.path()],
      bad: [2: .broken])
    #expect(outcome == Program.Outcome(code: 3, output: "ok\n", error: ""))
  }

  @Test(
    "that break end the command of exec, unless that was started to go on",
    arguments: [
      ("", 128 + SIGPIPE, ""), ("trap '' PIPE;", 0, "survived\n"),
    ])
  func inheritedSignal(_ prefix: String, _ code: Int32, _ output: String) throws {
    let script = prefix + #""$1" exec --scenario reference -- sh -c 'kill -PIPE $$; echo survived'"#
    #expect(try Program.shell(script) == Program.Outcome(code: code, output: output, error: ""))
  }
}
