import Bytes
import JSON

/// The fields of an `application/x-www-form-urlencoded` body, in order.
///
/// Source: URL Standard, section 5.1.
struct Form {
  private var names: [String] = []
  private var values: [[String]] = []

  init(parsing body: [UInt8]) throws(FormError) {
    var places: [String: Int] = [:]
    for pair in body.split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let name = try Self.decode(pair[..<equals])
      let value = try Self.decode(equals < pair.endIndex ? pair[(equals + 1)...] : [])
      if let place = places[name] {
        values[place].append(value)
      } else {
        places[name] = names.count
        names.append(name)
        values.append([value])
      }
    }
  }

  /// The fields as a JSON object: a field's text, or the array of them where it is repeated.
  func params() -> Params {
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    writer.beginObject()
    for (name, values) in zip(names, values) {
      writer.key(name)
      if values.count == 1 {
        writer.string(values[0])
      } else {
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
      }
    }
    writer.endObject()
    let text = writer.finish().withBytes { Array($0) }
    // The writer's own output is JSON; a form without a field is a call without params.
    return Params(object: try? Document(parsing: text).root, isForm: true)
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) throws(FormError) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "%") else {
        decoded.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        continue
      }
      guard index + 1 < bytes.endIndex, let high = HexDigit.value(of: bytes[index]),
        let low = HexDigit.value(of: bytes[index + 1])
      else { throw .badEscape(String(decoding: bytes, as: UTF8.self)) }
      decoded.append(high << 4 | low)
      index += 2
    }
    guard let text = String(validating: decoded, as: UTF8.self) else {
      throw .notUTF8(String(decoding: bytes, as: UTF8.self))
    }
    return text
  }
}
