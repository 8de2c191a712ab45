import Glibc
import SQLite

/// Measures what a server does, in this process and without HTTP: `Benchmarks growth`, `Benchmarks databases`.
///
/// The figures are of the thread's own CPU time, so that whatever else the machine does counts little.
@main
enum Benchmarks {
  static func main() throws {
    SQLiteLibrary.keepFreedMemory()
    switch CommandLine.arguments.dropFirst().first {
    case "growth": try Growth.measure()
    case "databases": try DatabaseCost.measure()
    default:
      print("Benchmarks growth | databases")
      exit(64)
    }
  }
}
