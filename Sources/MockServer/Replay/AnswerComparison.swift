import HTTP
import Instrumentation
import JSON
import MockControl

/// Compares an answer with the one that a bundle has.
struct AnswerComparison {
  private let restoration: Restoration

  init(_ restoration: Restoration) {
    self.restoration = restoration
  }

  /// What differs first; nil if nothing does.
  func difference(
    of record: JournalRecord, from expected: Bundle.Answer?, fault: String?
  ) -> ReplayDifference.Kind? {
    guard record.fault == fault else { return .fault(expected: fault, got: record.fault) }
    guard let got = record.answer, let expected, got.status == expected.status else {
      let isSame = record.answer == nil && expected == nil
      return isSame ? nil : .status(expected: expected?.status, got: record.answer?.status)
    }
    let headers = got.headerFields.map { field in
      String(decoding: restoration.disguised(Array("\(field.name): \(field.value)".utf8)), as: UTF8.self)
    }
    for place in 0..<max(headers.count, expected.headers.count) {
      let (line, wanted) = (headers.element(at: place), expected.headers.element(at: place))
      if line != wanted { return .header(expected: wanted, got: line) }
    }
    let body = (got.json ?? got.text).map { restoration.disguised($0) }
    switch expected.content {
    case .hidden: return nil
    case .none: return body.map { .body(BodyDifference([], $0)) }
    case .bytes(let bytes): return bytes == body ? nil : .body(BodyDifference(bytes, body ?? []))
    }
  }
}

/// Where two bodies differ first.
package struct BodyDifference: Sendable {
  /// How much of the bodies is shown around the place.
  private static let shown = 60

  package let offset: Int
  /// Where that is in the expected JSON, such as `result.accounts[0].sum`; nil where there is none.
  package let path: String?
  package let expected: String
  package let got: String

  init(_ expected: [UInt8], _ got: [UInt8]) {
    let pairs = zip(expected, got)
    let offset = pairs.enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(expected.count, got.count)
    self.offset = offset
    path = (try? Document(parsing: expected).root).map { Self.path(to: offset, in: $0) }
    self.expected = Self.excerpt(of: expected, around: offset)
    self.got = Self.excerpt(of: got, around: offset)
  }

  var place: String { "byte \(offset)" + (path.map { $0.isEmpty ? "" : ", at \($0)" } ?? "") }

  /// The names and indices of the values around a byte.
  private static func path(to offset: Int, in value: JSONValue) -> String {
    if let members = value.members {
      for (key, member) in members where member.sourceRange.contains(offset) {
        let rest = path(to: offset, in: member)
        return key + (rest.isEmpty || rest.hasPrefix("[") ? "" : ".") + rest
      }
    }
    if let elements = value.elements {
      for (index, element) in elements.enumerated() where element.sourceRange.contains(offset) {
        let rest = path(to: offset, in: element)
        return "[\(index)]" + (rest.isEmpty || rest.hasPrefix("[") ? "" : ".") + rest
      }
    }
    return ""
  }

  private static func excerpt(of body: [UInt8], around offset: Int) -> String {
    guard !body.isEmpty else { return "nothing" }
    let start = max(0, offset - shown / 2)
    let end = min(body.count, offset + shown / 2)
    // A character that is cut in two is shown as a replacement character.
    return (start > 0 ? "…" : "") + String(decoding: body[start..<end], as: UTF8.self) + (end < body.count ? "…" : "")
  }
}

extension Array {
  fileprivate func element(at index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
