import Glibc
import TestSupport
import Testing

@Suite("Processes")
struct ProcessTests {
  /// Moments of a start, at which a signal is sent: as shares of the time that a start takes.
  private static let moments = 0..<12

  /// Calls `body` with programs that have run for a growing part of a start, by the first start's time.
  private func atEachMoment(_ arguments: [String], _ body: (Program) throws -> Void) throws {
    let begin = ContinuousClock.now
    let first = try Program(arguments)
    _ = try first.line()
    let whole = ContinuousClock.now - begin
    try body(first)
    for moment in Self.moments {
      let program = try Program(arguments)
      let deadline = ContinuousClock.now + whole * moment / Self.moments.count
      while ContinuousClock.now < deadline { sched_yield() }
      try body(program)
    }
  }

  @Test("that serve end cleanly by a signal at whatever moment of their start", arguments: [SIGTERM, SIGINT])
  func startingServer(_ signal: Int32) throws {
    let folder = try TemporaryFolder()
    let arguments = ["--port", "0", "--data", "\(folder.path)/data", "--port-file", "\(folder.path)/port"]
    try atEachMoment(arguments) { program in
      program.send(signal: signal)
      let outcome = try program.finish()
      // Before the program's first line has run, the signal is the system's to deal with.
      #expect(outcome.code == 0 || outcome.code == 128 + signal)
      #expect(outcome.withoutInspectorLine.error.isEmpty)
      #expect(try folder.names().filter { $0.hasPrefix("port") }.isEmpty)
    }
    #expect(try Served(["--data", "\(folder.path)/data"]).stop().code == 0)
  }

  /// The outcome's output ends when nobody has it open any more, so a command that is left running is noticed.
  @Test("of exec end with their command by a signal at whatever moment of their start", arguments: [SIGTERM, SIGKILL])
  func startingExec(_ signal: Int32) throws {
    let command = ["sh", "-c", "trap 'exit 7' TERM; echo up; while :; do sleep 0.02; done"]
    try atEachMoment(["exec", "--scenario", "reference", "--"] + command) { program in
      program.send(signal: signal)
      let code = try program.finish().code
      #expect(code == 128 + signal || (signal == SIGTERM && code == 7))
    }
  }

  @Test("of exec wait for a command that takes its time to end, and have its exit code")
  func slowEnd() throws {
    let script = "trap 'trap \"exit 9\" TERM; echo one' TERM; echo up; while :; do sleep 0.02; done"
    let program = try Program(["exec", "--scenario", "reference", "--", "sh", "-c", script])
    #expect(try program.line() == "up")
    program.send(signal: SIGTERM)
    #expect(try program.line() == "one")
    program.send(signal: SIGTERM)
    #expect(try program.finish().code == 9)
  }

  /// Whether processes can be given namespaces of their own, as containers have them.
  private static let hasNamespaces = (try? Program.shell("unshare -Urpf --mount-proc true").code) == 0
  private static let unshare = "unshare -Urpf --mount-proc"

  @Test(
    "that are the first of a container stop by a signal", .enabled(if: hasNamespaces), arguments: [SIGTERM, SIGINT])
  func firstProcess(_ signal: Int32) throws {
    let folder = try TemporaryFolder()
    let script = #"""
      mkfifo "$2/port"
      \#(Self.unshare) "$1" --port 0 --scenario reference --port-file "$2/port" >"$2/out" &
      outer=$!
      read -r port <"$2/port"
      kill -\#(signal) $(cat "/proc/$outer/task/$outer/children")
      wait $outer
      """#
    let outcome = try Program.shell(script, [folder.path])
    #expect(outcome.withoutInspectorLine == Program.Outcome(code: 0, output: "", error: ""))
  }

  @Test(
    "that are the first of a container pass signals on and collect those that lost their parent",
    .enabled(if: hasNamespaces))
  func firstProcessOfExec() throws {
    let command = #"sh -c "sh -c '(exit 0) & exit 0'; trap 'exit 5' TERM; kill -TERM 1; while :; do sleep 0.02; done""#
    let outcome = try Program.shell(#"\#(Self.unshare) "$1" exec --scenario reference -- "# + command)
    #expect(outcome == Program.Outcome(code: 5, output: "", error: ""))
  }

  /// How a container's server is started, so that neither variable nor default say where it is.
  @Test(
    "that check a container's health find its server whatever its options are",
    .enabled(if: hasNamespaces),
    arguments: [
      ["--port", "0"], ["--port", "0", "--host", "::"], ["--port", "0", "--host", "127.0.0.2"],
      ["--port", "0", "--host", "0.0.0.0", "--host", "::"], ["--port", "0", "--host", "::1"],
    ])
  func containerHealth(_ options: [String]) throws {
    let command = #"sh -c 'unset NEBEUS_MOCK_PORT; NEBEUS_MOCK_PORT=1 "$0" health' "$1""#
    let outcome = try Program.shell(
      #"\#(Self.unshare) "$1" exec --scenario reference \#(options.joined(separator: " ")) -- "# + command)
    #expect(outcome == Program.Outcome(code: 0, output: "ok\n", error: ""))
  }

  @Test("serve on a file system that is read-only, and say what can't be written there", .enabled(if: hasNamespaces))
  func readOnly() throws {
    let folder = try TemporaryFolder()
    let script = #"""
      unshare -Urm sh -c '
        mount --bind / /; mount -o remount,ro,bind /; mount --bind "$2" "$2"; mount -o remount,ro,bind "$2"
        "$1" exec --scenario reference -- sh -c '\''"$0" health --url "$NEBEUS_MOCK_URL"'\'' "$1"
        "$1" --port 0 --data "$2/data"; echo $?
        "$1" --port 0 --port-file "$2/port"; echo $?
      ' sh "$1" "$2" 2>&1 | grep -v mount
      """#
    let reason = "Read-only file system"
    #expect(
      try Program.shell(script, [folder.path]).output
        == "ok\n--data \(folder.path)/data: \(reason)\n69\n--port-file \(folder.path)/port: \(reason)\n64\n")
  }

  @Test("of any user keep databases in a folder of their group", .enabled(if: geteuid() == 0))
  func users() throws {
    let folder = try TemporaryFolder()
    #expect(chmod(folder.path, 0o755) == 0)
    let script = #"""
      mkdir -m 0775 "$2/data"; chown 10001:0 "$2/data"; cp "$1" "$2/program"; chmod 755 "$2/program"
      for user in 10001 123456 65533; do
        setpriv --reuid $user --regid 0 --clear-groups "$2/program" exec --scenario reference --data "$2/data" -- \
          sh -c '"$0" health --url "$NEBEUS_MOCK_URL"' "$2/program" || echo "$user: $?"
      done
      rm "$2/program"
      """#
    #expect(try Program.shell(script, [folder.path]) == Program.Outcome(code: 0, output: "ok\nok\nok\n", error: ""))
  }
}
