import Basics

/// Finds the route of a request: literal paths by one probe, then patterns, the most particular first.
///
/// Built once, then immutable; routes of which one would hide the other are refused with RouterError. Paths match byte
/// by byte, but for one slash at the end and for parameters, whose values are any. One object, so that a look costs no
/// copies of its tables.
package final class Router: Sendable {
  enum Outcome {
    case found(RouteMatch)
    case wrongMethod(allowed: [HTTPMethod])
    case unknown
  }

  private let literals: LiteralTable
  /// By number of segments.
  private let patterns: [[PathNode]]
  private let root: PathNode?
  /// What a path may begin with that routes don't see: this and one more segment. Nil if there is none.
  private let prefix: StaticString?
  /// Every method that some route has, for `OPTIONS *`.
  let methods: [HTTPMethod]
  let nodes: [PathNode]

  /// - Parameter prefix: a path that a request's may begin with, with slashes at both ends: it and the segment after it
  ///   are left out when a route is looked for, but for routes of a server's own (`/_…`).
  package init(_ routes: [Route], prefix: StaticString? = nil) throws(RouterError) {
    self.prefix = prefix
    var nodes: [PathNode] = []
    var places: [String: Int] = [:]
    for route in routes {
      let pattern = try PathPattern(route.pattern)
      let shape = Router.shape(of: pattern)
      if let place = places[shape] {
        try nodes[place].add(route, parameterNames: pattern.parameterNames)
      } else {
        places[shape] = nodes.count
        var node = PathNode(pattern: pattern)
        try node.add(route, parameterNames: pattern.parameterNames)
        nodes.append(node)
      }
    }
    self.nodes = nodes
    self.methods = Router.allowed(nodes)
    root = nodes.first { $0.pattern.text == "/" }
    literals = LiteralTable(nodes.filter { $0.pattern.isLiteral })
    let longest = nodes.map(\.pattern.segments.count).max() ?? 0
    var patterns: [[PathNode]] = Array(repeating: [], count: longest + 1)
    for node in nodes where !node.pattern.isLiteral { patterns[node.pattern.segments.count].append(node) }
    for count in patterns.indices { patterns[count].sort { Router.precedes($0.pattern, $1.pattern) } }
    self.patterns = patterns
  }

  func find(_ method: HTTPMethod, path: ByteRange, in request: BorrowedBytes) -> Outcome {
    guard let rest = routed(path, in: request) else { return look(for: method, path, in: request) }
    guard !rest.bytes(of: request).starts(with: "/_".utf8) else { return .unknown }
    return look(for: method, rest, in: request)
  }

  /// What follows the prefix of a path and the segment after it; nil if the path doesn't begin so.
  private func routed(_ path: ByteRange, in request: BorrowedBytes) -> ByteRange? {
    guard let prefix else { return nil }
    let bytes = path.bytes(of: request)
    let marker = prefix.bytes
    guard bytes.count > marker.count, bytes.starts(with: marker),
      let slash = bytes.firstIndex(of: UInt8(ascii: "/"), from: marker.count)
    else { return nil }
    let start = Int(path.start)
    return ByteRange(start + slash, start + bytes.count)
  }

  private func look(for method: HTTPMethod, _ path: ByteRange, in request: BorrowedBytes) -> Outcome {
    let bytes = Router.withoutFinalSlash(path.bytes(of: request))
    // An absolute target without a path means "/".
    let literal = bytes.isEmpty ? root : literals.find(bytes)
    if let route = literal?.route(for: method) { return .found(RouteMatch(route: route)) }
    var matched: [PathNode] = literal.map { [$0] } ?? []
    let count = Router.segmentCount(bytes)
    guard count < patterns.count else { return Router.wrongMethod(matched) }
    for node in patterns[count] {
      guard let captures = Router.captures(node.pattern, bytes, at: Int(path.start)) else { continue }
      if let route = node.route(for: method) { return .found(RouteMatch(route: route, captures: captures)) }
      matched.append(node)
    }
    return Router.wrongMethod(matched)
  }

  private static func wrongMethod(_ matched: [PathNode]) -> Outcome {
    matched.isEmpty ? .unknown : .wrongMethod(allowed: allowed(matched))
  }

  /// What Allow says: the methods of the routes, HEAD with GET, and OPTIONS, which the server answers itself.
  private static func allowed(_ nodes: [PathNode]) -> [HTTPMethod] {
    var methods: [HTTPMethod] = []
    for route in nodes.flatMap(\.routes) where !methods.contains(route.method) {
      methods.append(route.method)
      if route.method == .get { methods.append(.head) }
    }
    if !methods.contains(.options) { methods.append(.options) }
    return methods
  }

  private static func withoutFinalSlash(_ path: BorrowedBytes) -> BorrowedBytes {
    path.count > 1 && path.last == UInt8(ascii: "/") ? path.part(0, path.count - 1) : path
  }

  private static func segmentCount(_ path: BorrowedBytes) -> Int {
    var count = 0
    for byte in path where byte == UInt8(ascii: "/") { count += 1 }
    return count
  }

  private static func captures(
    _ pattern: PathPattern, _ path: BorrowedBytes, at start: Int
  ) -> RouteMatch.Captures? {
    var captures = RouteMatch.Captures(repeating: .empty)
    var place = 0
    var first = 1
    for segment in pattern.segments {
      let end = path.firstIndex(of: UInt8(ascii: "/"), from: first) ?? path.count
      guard first <= end, let range = segment.capture(path.part(first, end)) else { return nil }
      if !segment.isLiteral {
        let value = ByteRange(start + first + range.lowerBound, start + first + range.upperBound)
        // An escape that says nothing makes the path none of ours.
        guard PercentEncoding.isValid(path.part(first + range.lowerBound, first + range.upperBound)) else { return nil }
        captures[place] = value
        place += 1
      }
      first = end + 1
    }
    return captures
  }

  /// The same for patterns that take the same paths, whatever their parameters are called.
  private static func shape(of pattern: PathPattern) -> String {
    pattern.segments.map { segment in
      let prefix = String(decoding: segment.prefix, as: UTF8.self)
      return segment.suffix.map { prefix + "{}" + String(decoding: $0, as: UTF8.self) } ?? prefix
    }.joined(separator: "/")
  }

  private static func precedes(_ left: PathPattern, _ right: PathPattern) -> Bool {
    for (one, other) in zip(left.segments, right.segments) where one.weight != other.weight {
      return one.weight > other.weight
    }
    return left.text < right.text
  }
}

/// Why routes can't be served together.
package enum RouterError: Error, Equatable, CustomStringConvertible {
  /// The second would never be reached.
  case hidden(method: String, pattern: String, by: String)
  case malformed(pattern: String, why: String)

  package var description: String {
    switch self {
    case .hidden(let method, let pattern, let other):
      "\(method) \(pattern) would never be reached: \(method) \(other) takes the same paths"
    case .malformed(let pattern, let why):
      "\(pattern): \(why)"
    }
  }
}

/// Paths without parameters by their bytes: open addressing, no text made of a path that is looked for.
struct LiteralTable: Sendable {
  private var slots: [Int32]
  private let nodes: [PathNode]
  private var keys: [[UInt8]] = []
  private let mask: Int

  init(_ nodes: [PathNode]) {
    self.nodes = nodes
    var size = 8
    while size < nodes.count * 4 { size *= 2 }
    mask = size - 1
    slots = Array(repeating: -1, count: size)
    for (index, node) in nodes.enumerated() {
      let key = node.pattern.segments.flatMap { [UInt8(ascii: "/")] + $0.prefix }
      keys.append(key)
      var slot = key.withBytes { LiteralTable.hash($0) } & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index)
    }
  }

  func find(_ path: BorrowedBytes) -> PathNode? {
    var slot = LiteralTable.hash(path) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if keys[index].withBytes({ path.equal($0) }) { return nodes[index] }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// FNV-1a; the table is the program's own, so no one can aim at its collisions.
  private static func hash(_ bytes: BorrowedBytes) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}
