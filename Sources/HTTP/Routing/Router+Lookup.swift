/// Questions about routes, for those who name paths without requesting them.
extension Router {
  /// The pattern of the route that takes requests for the path, whatever their method; nil if none does.
  package func pattern(taking path: String) -> String? {
    // A pattern itself stands for the paths that it takes.
    if let node = nodes.first(where: { $0.pattern.text == path }) { return node.pattern.text }
    let bytes = Array(path.utf8)
    return bytes.withUnsafeBytes { bytes -> String? in
      guard let base = bytes.baseAddress else { return nil }
      let range = ByteRange(0, bytes.count)
      switch find(.get, path: range, in: base) {
      case .found(let match): return match.route.pattern
      case .unknown: return nil
      case .wrongMethod(let allowed):
        for method in allowed {
          if case .found(let match) = find(method, path: range, in: base) { return match.route.pattern }
        }
        return nil
      }
    }
  }

  /// The pattern that is most like a path that no route takes.
  package func patternNearest(to path: String) -> String? { nearest(to: path) }
}
