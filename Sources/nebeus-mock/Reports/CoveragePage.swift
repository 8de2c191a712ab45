import MockControl

/// A report of coverage as one HTML file that needs nothing else.
struct CoveragePage {
  let report: CoverageReport

  private static let style = """
    body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
    summary { display: grid; grid-template-columns: 1fr 6rem 6rem 10rem; gap: 1rem; cursor: pointer; padding: .3rem 0; }
    details { border-top: 1px solid #8884; }
    ul { columns: 2; margin: .3rem 0 1rem; }
    .unseen { color: #b00020; }
    .seen { color: #1b6e2e; }
    .number { text-align: right; }
    progress { width: 100%; }
    @media (prefers-color-scheme: dark) {
      body { background: #111; color: #eee; } .unseen { color: #ff8a80; } .seen { color: #81c995; }
    }
    """

  var text: String {
    let heading = Markup.escaped(CoverageDocument.summary(of: report))
    return """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Coverage of the API</title>
      <style>
      \(Self.style)
      </style>
      <h1>Coverage of the API</h1>
      <p>\(heading)</p>
      \(report.endpoints.map(Self.section).joined(separator: "\n"))
      </html>
      """
  }

  private static func section(of endpoint: CoverageReport.Endpoint) -> String {
    let items = endpoint.items.map { item in
      #"<li class="\#(item.isSeen ? "seen" : "unseen")">\#(item.isSeen ? "✓" : "✗") \#(Markup.escaped(item.text))</li>"#
    }
    return """
      <details>
      <summary><code>\(Markup.escaped(endpoint.path))</code><span class="number">\(CoverageDocument.calls(endpoint.calls))</span>\
      <span class="number">\(endpoint.percent) %</span>\
      <progress value="\(endpoint.seen)" max="\(endpoint.items.count)"></progress></summary>
      <p>\(Markup.escaped(endpoint.summary)). \(endpoint.refused) refused, \(endpoint.faults) struck by a fault.</p>
      <ul>
      \(items.joined(separator: "\n"))
      </ul>
      </details>
      """
  }
}
