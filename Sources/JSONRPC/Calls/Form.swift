import Basics
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
    do throws(PercentEncoding.DecodingError) {
      // ArraySlice's own closure doesn't pass on the type of an error.
      let decoded = bytes.withUnsafeBytes { bytes in
        Result { () throws(PercentEncoding.DecodingError) in try PercentEncoding.decodeForm(bytes) }
      }
      return try decoded.get()
    } catch {
      let field = String(decoding: bytes, as: UTF8.self)
      switch error {
      case .badEscape: throw .badEscape(field)
      case .notUTF8: throw .notUTF8(field)
      }
    }
  }
}

/// What is wrong with a form-encoded body.
enum FormError: Error, CustomStringConvertible {
  case badEscape(String)
  case notUTF8(String)

  var description: String {
    switch self {
    case .badEscape(let field): "The form's field \(field) has a % that two hexadecimal digits don't follow"
    case .notUTF8(let field): "The form's field \(field) is not UTF-8"
    }
  }
}
