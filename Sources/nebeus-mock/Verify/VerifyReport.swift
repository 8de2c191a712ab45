import Basics
import JSON
import JSONRPC

/// What a backend does otherwise than the contract says, call by call.
struct VerifyReport {
  /// One call, and what was wrong with its answer.
  struct Check {
    let title: String
    let path: String
    let body: String
    let drifts: [Drift]
  }

  struct Endpoint {
    let path: String
    let chapter: String
    var checks: [Check] = []
    /// Whether it was not called, since it changes something.
    var isLeftOut = false
    /// Whether most of its calls were left out, since nobody was signed in.
    var lacksSession = false
  }

  var endpoints: [Endpoint] = []

  var calls: Int { endpoints.reduce(0) { $0 + $1.checks.count } }
  var drifts: Int { endpoints.reduce(0) { $0 + $1.checks.reduce(0) { $0 + $1.drifts.count } } }

  /// `612 calls of 41 endpoints, 3 deviations`, and what was left out.
  var summary: String {
    let called = endpoints.count { !$0.checks.isEmpty }
    let leftOut = endpoints.count(where: \.isLeftOut)
    let lacking = endpoints.count(where: \.lacksSession)
    return "\(calls) calls of \(called) endpoints, \(drifts) deviations"
      + (leftOut > 0 ? "; \(leftOut) endpoints that change something left out (--write)" : "")
      + (lacking > 0 ? "; \(lacking) endpoints called only without a session (--login)" : "")
  }

  func text(as format: VerifyFormat) throws -> String {
    switch format {
    case .text: plainText
    case .json: try json
    case .junit: junit.text
    }
  }

  private var plainText: String {
    let lines = endpoints.flatMap { endpoint in
      endpoint.checks.filter { !$0.drifts.isEmpty }.flatMap { check in
        ["\(endpoint.path): \(check.title)", "  call      POST \(check.path) \(check.body)"]
          + check.drifts.flatMap(Self.lines)
          + [""]
      }
    }
    return (lines + [summary]).joined(separator: "\n")
  }

  private static func lines(of drift: Drift) -> [String] {
    ["  at        \(drift.place)", "  expected  \(drift.expected)", "  got       \(drift.got)"]
  }

  private var junit: JUnitReport {
    JUnitReport(
      name: "verification of a backend",
      suites: endpoints.map { endpoint in
        let leftOut = JUnitReport.Case(name: "calls", outcome: .skipped("it changes something: --write"))
        let cases = endpoint.checks.map { check in
          let detail = (["POST \(check.path) \(check.body)"] + check.drifts.flatMap(Self.lines)).joined(separator: "\n")
          let message = check.drifts.map { "\($0.place): expected \($0.expected), got \($0.got)" }.first
          return JUnitReport.Case(
            name: check.title, outcome: message.map { .failed(message: $0, detail: detail) } ?? .passed)
        }
        return .init(name: endpoint.path, cases: endpoint.isLeftOut ? [leftOut] : cases)
      })
  }

  private static let driftFields: [Field<Drift>] = [
    Field("at", "Where: status, Content-Type, or a place in the body") { $0.place },
    Field("expected", "What the contract has there") { $0.expected },
    Field("got", "What the backend answered") { $0.got },
  ]

  private static let shape = Shape<VerifyReport>.object([
    Field("calls", "How many calls were made") { $0.calls },
    Field("deviations", "How many places were not as the contract has them") { $0.drifts },
    Field(
      "endpoints", "Each endpoint",
      .list(of: [
        Field<Endpoint>("path", "As the reference writes it") { $0.path },
        Field("chapter", "The reference's chapter") { $0.chapter },
        Field("left_out", "Whether it was not called, since it changes something") { $0.isLeftOut },
        Field("calls", "How many calls were made") { $0.checks.count },
        Field(
          "deviations", "The calls whose answers deviate",
          .list(of: [
            Field<Check>("call", "What the call was about") { $0.title },
            Field("path", "Where it was sent") { $0.path },
            Field("body", "What was sent") { $0.body },
            Field("drifts", "Each place", .list(of: driftFields)) { $0.drifts },
          ])
        ) { $0.checks.filter { !$0.drifts.isEmpty } },
      ])
    ) { $0.endpoints },
  ])

  private var json: String {
    get throws { String(decoding: try Self.shape.json(of: self), as: UTF8.self) }
  }
}

/// The forms in which a verification is reported.
enum VerifyFormat: String, NamedOptionValue {
  case text, json, junit
}
