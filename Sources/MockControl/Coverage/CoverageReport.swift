import Instrumentation
import JSON
import JSONRPC

/// What of the API was exercised, endpoint by endpoint, the least exercised first.
package struct CoverageReport: Sendable {
  /// One thing that there is to exercise.
  package struct Item: Sendable {
    package let kind: CoverageItem.Kind
    package let name: String
    package let isSeen: Bool
  }

  package struct Endpoint: Sendable {
    package let path: String
    package let summary: String
    package let chapter: String
    package let calls: Int
    package let refused: Int
    package let faults: Int
    package let items: [Item]

    package var seen: Int { items.count(where: \.isSeen) }
    package var missing: [Item] { items.filter { !$0.isSeen } }
    package var percent: ExactDecimal { CoverageReport.percent(seen, of: items.count) }
  }

  package let endpoints: [Endpoint]

  package var calls: Int { endpoints.reduce(0) { $0 + $1.calls } }
  package var seen: Int { endpoints.reduce(0) { $0 + $1.seen } }
  package var items: Int { endpoints.reduce(0) { $0 + $1.items.count } }
  package var percent: ExactDecimal { Self.percent(seen, of: items) }

  /// Whether at least so many percent were exercised: exactly, since the figure that is shown is rounded down.
  package func reaches(percent: Int) -> Bool { seen * 100 >= percent * items }

  /// - Parameters:
  ///   - counts: what was exercised, by the index of a target.
  ///   - hasExtensions: whether it has what the reference doesn't list.
  package init(
    of targets: [CoverageTarget], _ counts: [Int: CoverageCounts], in revision: Revision, hasExtensions: Bool
  ) {
    let shown = targets.enumerated().filter { _, target in
      target.since <= revision && (hasExtensions || !target.isExtension)
    }
    let rows = shown.map { index, target in
      let counts = counts[index] ?? CoverageCounts()
      let items = target.items.enumerated().filter { $0.element.revisions.contains(revision) }.map { index, item in
        Item(kind: item.kind, name: item.name, isSeen: counts.seen.contains(index))
      }
      return Endpoint(
        path: target.path, summary: target.summary, chapter: target.chapter, calls: counts.calls,
        refused: counts.refused, faults: counts.faults, items: items)
    }
    self.init(rows)
  }

  private init(_ rows: [Endpoint]) {
    // Those that nobody has called come first, the largest of them first; the sort keeps the reference's order.
    endpoints = rows.sorted { left, right in
      let (one, other) = (left.seen * right.items.count, right.seen * left.items.count)
      guard one == other else { return one < other }
      return left.seen == 0 && right.seen == 0 && left.items.count > right.items.count
    }
  }

  /// To a tenth, rounded down: 100 means all.
  private static func percent(_ seen: Int, of items: Int) -> ExactDecimal {
    ExactDecimal(units: Int64(items == 0 ? 1_000 : seen * 1_000 / items), scale: 1) ?? .zero
  }
}

extension CoverageReport {
  private static let itemFields: [Field<Item>] = [
    Field("kind", "The kind of the item") { $0.kind },
    Field("name", "Its name: a parameter, a property of the answer") { $0.name },
    Field("seen", "Whether it was exercised") { $0.isSeen },
  ]

  private static let endpointFields: [Field<Endpoint>] = [
    Field("path", "As the reference writes it") { $0.path },
    Field("summary", "What it does") { $0.summary },
    Field("chapter", "The reference's chapter") { $0.chapter },
    Field("calls", "How many calls there were") { $0.calls },
    Field("refused", "How many of them were refused") { $0.refused },
    Field("faults", "To how many requests a fault was applied") { $0.faults },
    Field("seen", "How many items were exercised") { $0.seen },
    Field("total", "How many items there are") { $0.items.count },
    Field("percent", "The share, to a tenth") { $0.percent },
    Field("items", "Each item", .list(of: itemFields)) { $0.items },
  ]

  package static let shape = Shape<CoverageReport>.object([
    Field("percent", "The share of the items that were exercised, to a tenth") { $0.percent },
    Field("seen", "How many items were exercised") { $0.seen },
    Field("total", "How many items there are") { $0.items },
    Field("calls", "How many calls there were") { $0.calls },
    Field("endpoints", "Each endpoint, the least exercised first", .list(of: endpointFields)) { $0.endpoints },
  ])

  /// Reads what a server has answered; nil for what is no report.
  package init?(_ json: JSONValue) {
    guard let rows = json["endpoints"]?.array else { return nil }
    var endpoints: [Endpoint] = []
    for row in rows {
      guard let path = row["path"]?.string, let items = row["items"]?.array else { return nil }
      endpoints.append(
        Endpoint(
          path: path, summary: row["summary"]?.string ?? "", chapter: row["chapter"]?.string ?? "",
          calls: row["calls"]?.integer ?? 0, refused: row["refused"]?.integer ?? 0,
          faults: row["faults"]?.integer ?? 0,
          items: items.compactMap { item in
            guard let kind = item["kind"]?.string.flatMap(CoverageItem.Kind.init) else { return nil }
            return Item(kind: kind, name: item["name"]?.string ?? "", isSeen: item["seen"]?.bool ?? false)
          }))
    }
    self.init(endpoints)
  }
}

extension CoverageItem.Kind: Answerable {
  package static var schema: JSONSchema { .choice(allCases.map(\.rawValue)) }
  package func write(to writer: inout AnswerWriter) { writer.json.string(rawValue) }
}
