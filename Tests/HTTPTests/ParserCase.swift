import Glibc
import Testing

/// A case of the documents in `Cases`: a heading, the raw request, and the events that reading it gives.
struct ParserCase: Sendable, CustomTestStringConvertible {
  let title: String
  let bytes: [UInt8]
  let events: [String]

  var testDescription: String { title }

  static let all: [ParserCase] = {
    let folder = #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Cases"
    return fileNames(in: folder).sorted().flatMap { cases(in: read(folder + "/" + $0), page: $0) }
  }()

  /// NameLocks `\r`, `\n`, `\t`, `\0`, `\\` and `\xNN` into the bytes that they stand for.
  private static func unescape(_ text: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let letter = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch letter {
      case UInt8(ascii: "r"): bytes.append(13)
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "0"): bytes.append(0)
      case UInt8(ascii: "x"):
        let digits = rest.prefix(2)
        rest = rest.dropFirst(2)
        bytes.append(UInt8(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0)
      default: bytes.append(letter)
      }
    }
    return bytes
  }

  private static func cases(in document: String, page: String) -> [ParserCase] {
    var cases: [ParserCase] = []
    var title = ""
    var block: Substring?
    var bytes: [UInt8] = []
    var events: [String] = []
    for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") {
        title = "\(page): \(line.dropFirst(3))"
      } else if line == "```" {
        if block == "events" {
          cases.append(ParserCase(title: title, bytes: bytes, events: events))
          bytes = []
          events = []
        }
        block = nil
      } else if line.hasPrefix("```") {
        block = line.dropFirst(3)
      } else if block == "http" {
        bytes += unescape(line)
      } else if block == "events" {
        events.append(String(line))
      }
    }
    return cases
  }

  private static func fileNames(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".md") { names.append(name) }
    }
    return names
  }

  private static func read(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
