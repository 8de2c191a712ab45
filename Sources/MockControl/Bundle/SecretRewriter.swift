import Basics
import HTTP
import JSON
import OdooHTTP

/// Finds the secrets that have a name in the parts of a request, and puts something else in their places. Every other
/// byte stays.
struct SecretRewriter {
  /// What takes the place of a value that isn't empty.
  let replace: (String, Redaction.Kind) -> String

  /// A body of any kind: JSON, a form, or what is neither.
  func body(_ bytes: [UInt8]) -> [UInt8] {
    if let root = try? Document(parsingFile: bytes).root { return json(root, of: bytes) }
    // A form's names are words; its values are encoded.
    let isForm = bytes.contains(UInt8(ascii: "=")) && !bytes.contains { $0 <= 0x20 || "<>{}\"".utf8.contains($0) }
    if isForm { return Array(query(String(decoding: bytes, as: UTF8.self)).utf8) }
    return RedactedText.replaceValues(in: bytes) { kind, value in
      Array(replace(String(decoding: value, as: UTF8.self), kind).utf8)
    }
  }

  /// A query, or a form.
  func query(_ query: String) -> String {
    let pairs = query.split(separator: "&", omittingEmptySubsequences: false).map { pair -> String in
      guard let equals = pair.firstIndex(of: "="), let kind = Redaction.kind(of: Self.decoded(pair[..<equals])) else {
        return String(pair)
      }
      let value = Self.decoded(pair[pair.index(after: equals)...])
      let replaced = value.isEmpty ? value : replace(value, kind)
      return replaced == value ? String(pair) : pair[...equals] + PercentEncoding.encode(replaced)
    }
    return pairs.joined(separator: "&")
  }

  /// The lines of a header. What the API has no use for and may be a secret is left out of them.
  func fields(_ bytes: [UInt8]) -> [String] {
    FieldBytes.fields(in: bytes).map { name, value in "\(name): \(field(name.lowercased(), value))" }
  }

  private func field(_ name: String, _ value: String) -> String {
    switch name {
    case "x-openerp-session-id": return value.isEmpty ? value : replace(value, .session)
    case "cookie": return value.split(separator: ";").map { cookie($0) }.joined(separator: ";")
    case "set-cookie":
      return value.split(separator: ";", omittingEmptySubsequences: false).enumerated()
        .map { $0 == 0 ? cookie($1) : String($1) }.joined(separator: ";")
    case "referer", "location":
      return value.split(separator: "?", maxSplits: 1).enumerated()
        .map { $0 == 0 ? String($1) : query(String($1)) }.joined(separator: "?")
    case _ where RedactedText.isSecretField(name): return "\(Redaction.mask)"
    default: return value
    }
  }

  private func cookie(_ pair: Substring) -> String {
    guard let equals = pair.firstIndex(of: "="), pair.index(after: equals) < pair.endIndex else { return String(pair) }
    let name = pair[..<equals].drop { $0 == " " }
    let value = String(pair[pair.index(after: equals)...])
    return pair[...equals] + (name == Request.sessionName ? replace(value, .session) : "\(Redaction.mask)")
  }

  private static func decoded(_ text: Substring) -> String {
    Array(text.utf8).withBytes { PercentEncoding.decodeLoosely($0) }
  }
}

/// Secrets in JSON.
extension SecretRewriter {
  private typealias Edit = (range: Range<Int>, bytes: [UInt8])

  /// The table whose rows have sessions' ids, which their column's name doesn't say.
  private static let sessionTable = "http_session"

  private func json(_ root: JSONValue, of bytes: [UInt8]) -> [UInt8] {
    var edits: [Edit] = []
    collect(root, as: nil, &edits)
    guard !edits.isEmpty else { return bytes }
    // A byte order mark is no part of the document.
    let offset = bytes.starts(with: Document.byteOrderMark) ? Document.byteOrderMark.count : 0
    var result: [UInt8] = []
    var copied = 0
    for edit in edits {
      result += bytes[copied..<edit.range.lowerBound + offset] + edit.bytes
      copied = edit.range.upperBound + offset
    }
    return result + bytes[copied...]
  }

  /// Collects what is to be replaced, in order.
  ///
  /// - Parameter kind: what all texts in the value are, as a name around it says.
  private func collect(_ value: JSONValue, as kind: Redaction.Kind?, isSessionRow: Bool = false, _ edits: inout [Edit])
  {
    switch value.kind {
    case .null, .bool: break
    case .number:
      let digits = Array(value.rawText.utf8)
      guard let kind, kind != .session, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { break }
      let replaced = replace(value.rawText, kind)
      if replaced != value.rawText { edits.append((value.sourceRange, Array(replaced.utf8))) }
    case .string:
      guard let text = value.string, !text.isEmpty else { break }
      let replaced =
        kind.map { replace(text, $0) }
        ?? String(decoding: CardStandIn.replaceNumbers(in: Array(text.utf8)), as: UTF8.self)
      if replaced != text { edits.append((value.sourceRange, replaced.json())) }
    case .array:
      guard let elements = value.elements else { break }
      for element in elements { collect(element, as: kind, isSessionRow: isSessionRow, &edits) }
    case .object:
      guard let members = value.members else { break }
      for (key, member) in members {
        let named = isSessionRow && key == "id" ? .session : Redaction.kind(of: key)
        collect(member, as: kind ?? named, isSessionRow: key == Self.sessionTable, &edits)
      }
    }
  }
}
