import TestSupport
import Testing

@Suite("The memory of a server")
struct MemoryTests {
  /// The memory that is the process's own, in KiB. Source: proc(5), /proc/PID/status
  private func ownMemory(of server: Served) throws -> Int {
    let script = #"while read -r name size unit; do [ "$name" != RssAnon: ] || echo "$size"; done <"/proc/$2/status""#
    let output = try Program.shell(script, ["\(server.program.process)"]).output
    return try #require(output.split(separator: "\n").first.flatMap { Int($0) })
  }

  @Test("returns to the system when databases are removed", .enabled(if: Program.hasOwnAllocator))
  func removal() async throws {
    let server = try Served()
    let names = (0..<100).map { "database-\($0)" }
    // The journals keep what is sent.
    let body = #"{"padding": "\#(String(repeating: "x", count: 50_000))"}"#
    let before = try ownMemory(of: server)
    for name in names {
      for _ in 0..<2 { #expect(try server.post("/_db/\(name)/get_countries/1.0/json", body).status == 200) }
    }
    let most = try before + (ownMemory(of: server) - before) / 2
    #expect(most > before + 2_000)
    for name in names { #expect(try server.control("DELETE", "/databases/\(name)").status == 204) }
    let deadline = ContinuousClock.now + WaitLimit.duration
    while try ownMemory(of: server) > most {
      try #require(ContinuousClock.now < deadline, "more than half of it is still there")
      try await Task.sleep(for: .milliseconds(50))
    }
  }
}
