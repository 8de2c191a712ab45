import Basics
import Instrumentation
import JSON
import JSONRPC
import MockControl

/// The forms in which coverage is reported.
enum CoverageFormat: String, NamedOptionValue {
  case text, json, junit, html, markdown

  /// The form that a file's name asks for; text where it asks for none.
  init(file: String) {
    let parts = file.split(separator: "/").last?.split(separator: ".", omittingEmptySubsequences: false) ?? []
    self =
      switch parts.count > 1 ? parts.last?.lowercased() : nil {
      case "json": .json
      case "xml": .junit
      case "html", "htm": .html
      case "md", "markdown": .markdown
      default: .text
      }
  }
}

/// A report of coverage as people and programs read it.
struct CoverageDocument {
  let report: CoverageReport
  /// The percentage that is asked for; nil for none.
  let required: Int?

  var isEnough: Bool { required.map { report.reaches(percent: $0) } ?? true }

  /// What is said where it isn't enough: the figure, and the endpoints that lack most.
  var shortfall: String? {
    guard let required, !isEnough else { return nil }
    let worst = report.endpoints.filter { !$0.missing.isEmpty }.sorted { $0.missing.count > $1.missing.count }.prefix(3)
      .map { "\($0.path) (\($0.missing.count) items)" }
    return "coverage is \(report.percent) %, \(required) % required; the least covered: "
      + worst.joined(separator: ", ")
  }

  func text(as format: CoverageFormat) throws -> String {
    switch format {
    case .text: plainText
    case .json: try json
    case .junit: junit.text
    case .html: CoveragePage(report: report).text
    case .markdown: markdown
    }
  }

  /// `43.2 % of the API: 312 of 722 items, 128 calls`
  static func summary(of report: CoverageReport) -> String {
    "\(report.percent) % of the API: \(report.seen) of \(report.items) items, \(calls(report.calls))"
  }

  static func calls(_ count: Int) -> String { count == 1 ? "1 call" : "\(count) calls" }

  private var plainText: String {
    var lines = [Self.summary(of: report)]
    let uncalled = report.endpoints.filter { $0.calls == 0 }
    if !uncalled.isEmpty { lines += ["", "Never called:"] + uncalled.map { "  \($0.path)" } }
    for endpoint in report.endpoints where endpoint.calls > 0 && !endpoint.missing.isEmpty {
      lines += ["", "\(endpoint.path): \(endpoint.percent) %, \(Self.calls(endpoint.calls)); never tried:"]
      lines += endpoint.missing.map { "  \($0.text)" }
    }
    let complete = report.endpoints.filter(\.missing.isEmpty)
    if !complete.isEmpty { lines += ["", "Complete:"] + complete.map { "  \($0.path)" } }
    return lines.joined(separator: "\n")
  }

  private var markdown: String {
    var lines = ["# Coverage of the API", "", Self.summary(of: report), ""]
    lines += ["| endpoint | calls | refused | faults | items | % |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    lines += report.endpoints.map { endpoint in
      "| `\(endpoint.path)` | \(endpoint.calls) | \(endpoint.refused) | \(endpoint.faults) | "
        + "\(endpoint.seen) of \(endpoint.items.count) | \(endpoint.percent) |"
    }
    lines += ["", "## Never tried"]
    for endpoint in report.endpoints where !endpoint.missing.isEmpty {
      lines += ["", "### `\(endpoint.path)`", ""]
      lines += endpoint.calls == 0 ? ["It was never called."] : endpoint.missing.map { "- \($0.text)" }
    }
    return lines.joined(separator: "\n")
  }

  private var json: String {
    get throws { String(decoding: try CoverageReport.shape.json(of: report), as: UTF8.self) }
  }

  private var junit: JUnitReport {
    var suites = report.endpoints.map { endpoint in
      JUnitReport.Suite(
        name: endpoint.path,
        cases: endpoint.items.map { item in
          JUnitReport.Case(name: item.text, outcome: item.isSeen ? .passed : .skipped("never tried"))
        })
    }
    if let required {
      let outcome = shortfall.map { JUnitReport.Outcome.failed(message: $0, detail: plainText) } ?? .passed
      suites.insert(
        .init(name: "coverage", cases: [.init(name: "at least \(required) %", outcome: outcome)]), at: 0)
    }
    return JUnitReport(name: "coverage of the API", suites: suites)
  }
}

extension CoverageReport.Item {
  /// What was, or wasn't, tried: `login given`.
  var text: String {
    switch kind {
    case .accepted: "an accepted call"
    case .given: "\(name) given"
    case .omitted: "\(name) left out"
    case .value: "\(name)"
    case .missing: "refused without \(name)"
    case .refused: "refused because of \(name)"
    case .refusedWith: "refused with \"\(name)\""
    case .session: name == "missing" ? "refused without a session" : "refused with an expired session"
    case .field: "\(name) in the answer, not empty"
    case .step: "the \(name) step"
    case .fault: "a fault"
    case .notFound: "a name that doesn't exist"
    }
  }
}
