import Basics
import Glibc
import Store
import HTTP

/// Finds the server that runs in the same container as this process, by the sockets that it listens on.
///
/// So the health check of an image finds it whatever port and addresses it was given, and by whatever means. Source:
/// proc(5).
enum ContainerServer {
  /// Where the servers of this program listen; empty outside a container, and where the system doesn't say.
  static func addresses() -> [Address] {
    let processes = ProcessFiles.processes.filter { $0 != getpid() && isThisProgram($0) }
    // A process that a container's engine starts has no parent there.
    guard getppid() == 0 || processes.contains(1) else { return [] }
    return processes.sorted().flatMap(listening)
  }

  /// The same file, seen by the same file system: a pod's containers can see each other's processes.
  private static func isThisProgram(_ process: Int32) -> Bool {
    ["exe", "ns/mnt"].allSatisfy { name in
      guard let own = FileIdentity(path: "/proc/self/\(name)") else { return false }
      return FileIdentity(path: "/proc/\(process)/\(name)") == own
    }
  }

  private static func listening(_ process: Int32) -> [Address] {
    let sockets = ProcessFiles.sockets(of: process)
    guard !sockets.isEmpty else { return [] }
    return ["tcp", "tcp6"].flatMap { table in
      ProcessFiles.lines(of: "/proc/\(process)/net/\(table)").compactMap { line in
        SocketTableLine(line).flatMap { $0.isListening && sockets.contains($0.inode) ? $0.address : nil }
      }
    }
  }
}

/// A line of `/proc/net/tcp`: `0: 0100007F:1F85 00000000:0000 0A … uid timeout inode`.
struct SocketTableLine {
  let address: Address
  let isListening: Bool
  let inode: UInt64

  init?(_ line: Substring) {
    let fields = line.split(separator: " ")
    guard fields.count > 9, let inode = UInt64(fields[9]) else { return nil }
    let parts = fields[1].split(separator: ":")
    guard parts.count == 2, let port = UInt16(parts[1], radix: 16), let host = Self.host(parts[0]),
      let address = Address(host, port: port)
    else { return nil }
    self.address = address
    self.inode = inode
    isListening = fields[3] == "0A"
  }

  /// Words of 32 bits, each in hexadecimal as the machine has it.
  private static func host(_ digits: Substring) -> String? {
    let words = stride(from: 0, to: digits.utf8.count, by: 8).compactMap { start in
      UInt32(digits.dropFirst(start).prefix(8), radix: 16).map(UInt32.init(bigEndian:))
    }
    switch words.count {
    case 1: return (0..<4).map { "\(words[0] >> (24 - 8 * UInt32($0)) & 0xFF)" }.joined(separator: ".")
    case 4:
      return words.flatMap { [$0 >> 16, $0 & 0xFFFF] }.map { String($0, radix: 16) }.joined(separator: ":")
    default: return nil
    }
  }
}

/// What `/proc` has about processes.
private enum ProcessFiles {
  static var processes: [Int32] { names(in: "/proc").compactMap { Int32($0) } }

  /// The sockets that the process has open, by their inodes.
  static func sockets(of process: Int32) -> Set<UInt64> {
    let folder = "/proc/\(process)/fd"
    return Set(
      names(in: folder).compactMap { name in
        guard let status = FileStatus.of("\(folder)/\(name)"), status.st_mode & S_IFMT == S_IFSOCK else { return nil }
        return UInt64(status.st_ino)
      })
  }

  static func lines(of path: String) -> [Substring] {
    // A process that has ended meanwhile has none.
    let bytes = (try? Files.read(path)) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  private static func names(in folder: String) -> [String] { (try? Files.names(in: folder)) ?? [] }
}
