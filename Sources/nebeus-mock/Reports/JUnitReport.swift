/// A report in JUnit's XML, which continuous integration shows test by test.
///
/// Source: the schema of Maven Surefire's reports, whose subset every reader knows.
struct JUnitReport {
  enum Outcome {
    case passed
    case skipped(String)
    case failed(message: String, detail: String)
  }

  struct Case {
    let name: String
    let outcome: Outcome
  }

  struct Suite {
    let name: String
    let cases: [Case]
  }

  let name: String
  let suites: [Suite]

  var text: String {
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
    let cases = suites.flatMap(\.cases)
    lines.append(#"<testsuites name="\#(Markup.escaped(name))" \#(Self.counts(of: cases))>"#)
    for suite in suites {
      lines.append(#"  <testsuite name="\#(Markup.escaped(suite.name))" \#(Self.counts(of: suite.cases))>"#)
      for test in suite.cases { lines += Self.lines(of: test, in: suite) }
      lines.append("  </testsuite>")
    }
    lines.append("</testsuites>")
    return lines.joined(separator: "\n")
  }

  private static func counts(of cases: [Case]) -> String {
    let failed = cases.count { if case .failed = $0.outcome { true } else { false } }
    let skipped = cases.count { if case .skipped = $0.outcome { true } else { false } }
    return #"tests="\#(cases.count)" failures="\#(failed)" errors="0" skipped="\#(skipped)""#
  }

  private static func lines(of test: Case, in suite: Suite) -> [String] {
    let start = #"    <testcase name="\#(Markup.escaped(test.name))" classname="\#(Markup.escaped(suite.name))""#
    switch test.outcome {
    case .passed: return [start + "/>"]
    case .skipped(let reason):
      return [start + ">", #"      <skipped message="\#(Markup.escaped(reason))"/>"#, "    </testcase>"]
    case .failed(let message, let detail):
      return [
        start + ">",
        #"      <failure message="\#(Markup.escaped(message))">\#(Markup.escaped(detail))</failure>"#,
        "    </testcase>",
      ]
    }
  }
}

/// Text in XML and HTML.
enum Markup {
  /// The text without what means something in content or in a quoted attribute; control characters, which XML 1.0 has
  /// no way to write, become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
