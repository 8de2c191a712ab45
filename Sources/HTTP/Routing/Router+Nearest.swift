import Basics

/// Guessing what was meant.
extension Router {
  /// Longer paths are cut: a guess may not cost more than an answer.
  private static let longest = 96

  /// From so many changes on, a path is no slip for one of a server's own.
  private static let slip = 3

  /// The pattern that the fewest changes lead to; nil without routes.
  ///
  /// Paths of a server's own, such as `/_mock/health`, are for those who ask for one of them, or nearly do.
  func nearest(to path: String) -> String? {
    let asked = Array(path.utf8.prefix(Router.longest))
    let asksForOwn = Router.isOwn(path)
    var best: (pattern: String, distance: Int)?
    for node in nodes {
      let candidate = Router.filled(node.pattern, from: asked).prefix(Router.longest)
      let isOffered = asksForOwn || !Router.isOwn(node.pattern.text)
      let limit = min(best?.distance ?? Int.max, isOffered ? Int.max : Router.slip)
      guard abs(candidate.count - asked.count) < limit else { continue }
      let distance = EditDistance.between(asked, Array(candidate))
      if distance < limit { best = (node.pattern.text, distance) }
    }
    return best?.pattern
  }

  private static func isOwn(_ path: String) -> Bool { path.utf8.starts(with: "/_".utf8) }

  /// The pattern with its parameters replaced by what the path has in their place, so that they cost nothing.
  private static func filled(_ pattern: PathPattern, from asked: [UInt8]) -> [UInt8] {
    guard !pattern.isLiteral else { return Array(pattern.text.utf8) }
    let parts = asked.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return pattern.segments.enumerated().flatMap { index, segment -> [UInt8] in
      guard let suffix = segment.suffix else { return [UInt8(ascii: "/")] + segment.prefix }
      let part = index < parts.count ? Array(parts[index]) : []
      let inner = part.dropFirst(segment.prefix.count).dropLast(suffix.count)
      return [UInt8(ascii: "/")] + segment.prefix + inner + suffix
    }
  }
}
