import Basics

/// Questions about routes, for those who name paths without requesting them.
extension Router {
  /// The pattern of the route that takes requests for the path, whatever their method; nil if none does.
  package func pattern(taking path: String) -> String? {
    // A pattern itself stands for the paths that it takes.
    if let node = nodes.first(where: { $0.pattern.text == path }) { return node.pattern.text }
    let bytes = Array(path.utf8)
    return bytes.withBytes { bytes -> String? in
      let range = ByteRange(0, bytes.count)
      switch find(.get, path: range, in: bytes) {
      case .found(let match): return match.route.pattern
      case .unknown: return nil
      case .wrongMethod(let allowed):
        for method in allowed {
          if case .found(let match) = find(method, path: range, in: bytes) { return match.route.pattern }
        }
        return nil
      }
    }
  }

  /// The pattern that is most like a path that no route takes.
  package func patternNearest(to path: String) -> String? { nearest(to: path) }
}

/// Guessing what was meant.
extension Router {
  /// Longer paths are cut: a guess may not cost more than an answer.
  private static let longest = 96

  /// One byte of so many that a pattern says may be wrong.
  private static let share = 4

  /// The pattern that the fewest changes lead to; nil where no route is really near: a wrong guess is worse than none.
  func nearest(to path: String) -> String? {
    let asked = Array(path.utf8.prefix(Router.longest))
    var best: (pattern: String, distance: Int)?
    for node in nodes {
      let candidate = Router.filled(node.pattern, from: asked).prefix(Router.longest)
      let limit = min(best?.distance ?? .max, node.pattern.literalCount / Router.share + 1)
      guard abs(candidate.count - asked.count) < limit else { continue }
      let distance = EditDistance.between(asked, Array(candidate))
      if distance < limit { best = (node.pattern.text, distance) }
    }
    return best?.pattern
  }

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
