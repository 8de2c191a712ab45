import Basics

/// A route's path, cut into segments of literal bytes and at most one parameter each.
struct PathPattern: Sendable {
  struct Segment: Sendable, Equatable {
    /// The literal before the parameter, or the whole segment.
    var prefix: [UInt8]
    /// The literal behind the parameter; nil without a parameter.
    var suffix: [UInt8]?

    var isLiteral: Bool { suffix == nil }

    /// Of two segments that take the same bytes, the one with more of them said wins.
    var weight: Int { isLiteral ? Int.max : prefix.count + (suffix?.count ?? 0) }

    /// Where the parameter's value is in `bytes`, which are the segment's; nil if they don't match.
    func capture(_ bytes: BorrowedBytes) -> Range<Int>? {
      guard let suffix else { return bytes.elementsEqual(prefix) ? 0..<0 : nil }
      // A parameter is never empty.
      guard bytes.count > prefix.count + suffix.count else { return nil }
      let end = bytes.count - suffix.count
      guard bytes.part(0, prefix.count).elementsEqual(prefix) else { return nil }
      guard bytes.part(end, bytes.count).elementsEqual(suffix) else { return nil }
      return prefix.count..<end
    }
  }

  /// As many as a match has room for.
  static let parameterLimit = RouteMatch.Captures.count

  let text: String
  let segments: [Segment]
  let parameterNames: [String]

  var isLiteral: Bool { parameterNames.isEmpty }

  /// Bytes of a path of this pattern that are not a parameter's.
  var literalCount: Int { segments.reduce(0) { $0 + 1 + $1.prefix.count + ($1.suffix?.count ?? 0) } }

  init(_ pattern: String) throws(RouterError) {
    guard pattern.hasPrefix("/") else { throw .malformed(pattern: pattern, why: "a path starts with a slash") }
    var segments: [Segment] = []
    var names: [String] = []
    for part in pattern.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      let (segment, name) = try PathPattern.segment(Array(part), of: pattern)
      segments.append(segment)
      if let name { names.append(name) }
    }
    // One slash at the end may be there or not.
    if segments.count > 1, segments.last == Segment(prefix: [], suffix: nil) { segments.removeLast() }
    guard Set(names).count == names.count else {
      throw .malformed(pattern: pattern, why: "a parameter occurs twice")
    }
    guard names.count <= PathPattern.parameterLimit else {
      throw .malformed(pattern: pattern, why: "more than \(PathPattern.parameterLimit) parameters")
    }
    self.text = pattern
    self.segments = segments
    self.parameterNames = names
  }

  private static func segment(_ bytes: [UInt8], of pattern: String) throws(RouterError) -> (Segment, String?) {
    let opening = bytes.firstIndex(of: UInt8(ascii: "{"))
    let closing = bytes.firstIndex(of: UInt8(ascii: "}"))
    guard opening != nil || closing != nil else { return (Segment(prefix: bytes, suffix: nil), nil) }
    guard let opening, let closing, opening + 1 < closing else {
      throw .malformed(pattern: pattern, why: "a parameter is a name in braces")
    }
    let suffix = Array(bytes[(closing + 1)...])
    guard !suffix.contains(UInt8(ascii: "{")), !suffix.contains(UInt8(ascii: "}")) else {
      throw .malformed(pattern: pattern, why: "a segment has one parameter at most")
    }
    let name = String(decoding: bytes[(opening + 1)..<closing], as: UTF8.self)
    return (Segment(prefix: Array(bytes[..<opening]), suffix: suffix), name)
  }
}
