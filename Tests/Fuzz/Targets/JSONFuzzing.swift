import Basics
import SQLite

@testable import JSON

/// Any bytes as JSON.
enum JSONFuzzing {
  /// What the parser accepts, SQLite accepts too, and it means the same after it was written and parsed again.
  @Sendable static func parse(_ bytes: BorrowedBytes) {
    guard let document = try? Document(parsing: Array(bytes)) else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    require(isJSON(text), "SQLite takes what the parser takes")
    for encoding in [Encoding.utf8, .ascii] {
      let written = write(document.root, as: encoding)
      guard let again = try? Document(parsing: written) else {
        return require(false, "the writer's output is JSON: \(String(decoding: written, as: UTF8.self))")
      }
      require(write(again.root, as: encoding) == written, "writing what was read changes nothing")
    }
  }

  nonisolated(unsafe) private static let sqlite = try? SQLiteConnection(.memory)

  private static func isJSON(_ text: String) -> Bool {
    (try? sqlite?.first("SELECT json_valid(?)", text) { row in try row[0] as Int == 1 }) ?? false
  }

  private static func write(_ value: JSONValue, as encoding: Encoding) -> [UInt8] {
    var writer = Writer(ByteBuffer(), encoding: encoding)
    write(value, to: &writer)
    return writer.finish().withBytes { Array($0) }
  }

  private static func write(_ value: JSONValue, to writer: inout Writer) {
    switch value.kind {
    case .null: writer.null()
    case .bool: writer.bool(value.bool == true)
    case .number:
      if let number = value.number { writer.decimal(number) } else { writer.raw(value.numberText ?? "") }
    case .string: writer.string(value.string ?? "")
    case .array:
      writer.beginArray()
      for element in value.array ?? [] { write(element, to: &writer) }
      writer.endArray()
    case .object:
      writer.beginObject()
      if let members = value.members {
        for member in members {
          require(value[member.key] != nil, "a member is found by its key: \(member.key)")
          writer.key(member.key)
          write(member.value, to: &writer)
        }
      }
      writer.endObject()
    }
  }
}
