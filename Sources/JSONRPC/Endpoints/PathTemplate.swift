/// An endpoint's path, whose parameters are segments in braces: `/user/accounts/{account_id}/operations/`.
package struct PathTemplate: Sendable {
  private let text: String

  package init(_ text: String) { self.text = text }

  /// What `path`, whose query doesn't count, has in the places of the parameters; nil where it is another path's.
  package func arguments(in path: String) -> [(name: String, value: String)]? {
    let names = text.split(separator: "/")
    let segments = path.prefix { $0 != "?" }.split(separator: "/")
    guard names.count == segments.count else { return nil }
    var arguments: [(name: String, value: String)] = []
    for (name, segment) in zip(names, segments) where name != segment {
      guard let name = Self.parameter(name) else { return nil }
      arguments.append((name, String(segment)))
    }
    return arguments
  }

  /// The path with texts in the places of its parameters.
  package func path(_ argument: (_ name: String) -> String) -> String {
    text.split(separator: "/", omittingEmptySubsequences: false).map { segment in
      Self.parameter(segment).map(argument) ?? String(segment)
    }.joined(separator: "/")
  }

  /// The name in the braces; nil for a segment that is as it is.
  private static func parameter(_ segment: Substring) -> String? {
    guard segment.hasPrefix("{"), segment.hasSuffix("}") else { return nil }
    return String(segment.dropFirst().dropLast())
  }
}
