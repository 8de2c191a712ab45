import MockControl

/// How far a replay came, and whether the answers were equal.
package struct ReplayReport: Sendable, CustomStringConvertible {
  package let total: Int
  package let replayed: Int
  /// The first that differs.
  package let difference: ReplayDifference?

  init(_ bundle: Bundle, replayed: Int, _ difference: ReplayDifference?) {
    total = bundle.entries.count
    self.replayed = replayed
    self.difference = difference
  }

  package var description: String {
    if let difference { return "\(difference.entry) of \(total) differs: \(difference)" }
    let part = replayed < total ? " of \(total)" : ""
    return "\(replayed)\(part) \(total == 1 ? "entry" : "entries"), equal"
  }
}

/// Where a replay differs from its bundle.
package struct ReplayDifference: Sendable, CustomStringConvertible {
  package enum Kind: Sendable {
    /// The request can't be made again.
    case unreadable(String)
    /// A control call was refused.
    case refused(Int, String)
    /// A long poll found something, where it had waited.
    case answeredAtOnce
    case fault(expected: String?, got: String?)
    /// Nil if the connection was reset.
    case status(expected: Int?, got: Int?)
    case header(expected: String?, got: String?)
    case body(BodyDifference)
  }

  /// The number of the entry.
  package let entry: Int
  /// Method and target of the call.
  package let call: String
  package let kind: Kind

  init(at entry: Bundle.Entry, of call: String, _ kind: Kind) {
    self.entry = entry.number
    self.call = call
    self.kind = kind
  }

  package var description: String {
    switch kind {
    case .unreadable(let reason): "\(call)\n  \(reason)"
    case .refused(let status, let detail): "\(call)\n  refused with \(status): \(detail)"
    case .answeredAtOnce: "\(call)\n  answered at once, where it had waited"
    case .fault(let expected, let got): words("fault", expected ?? "none", got ?? "none")
    case .status(let expected, let got):
      words("status", expected.map { "\($0)" } ?? "none: reset", got.map { "\($0)" } ?? "none: reset")
    case .header(let expected, let got): words("header", expected ?? "none", got ?? "none")
    case .body(let body): words("body, \(body.place)", body.expected, body.got)
    }
  }

  private func words(_ part: String, _ expected: String, _ got: String) -> String {
    "\(call)\n  \(part)\n  expected \(expected)\n  got      \(got)"
  }
}
