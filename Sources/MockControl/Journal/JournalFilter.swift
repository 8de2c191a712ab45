import HTTP
import Instrumentation
import Store

/// Which calls of the journal are asked for.
struct JournalFilter: Sendable {
  private let path: String?
  private let status: Int?
  private let after: Int
  private let limit: Int

  /// Throws `Problem` for what is no filter.
  init(_ request: borrowing Request) throws(Problem) {
    let query = try ControlQuery(request, known: ["path", "status", "after", "limit"])
    path = query["path"]
    status = try query.integer("status", in: 100...599)
    after = try query.integer("after", in: 0...Int.max) ?? 0
    limit = try query.integer("limit", in: 1...Journal.defaultLimit) ?? Journal.defaultLimit
  }

  /// The newest that fit, in order. Only what is shown is read.
  func calls(in journal: Journal) -> [JournalCall] {
    let excerpt = journal.entries(after: after)
    var newestFirst: [JournalCall] = []
    for entry in excerpt.entries.reversed() where newestFirst.count < limit && isWanted(entry.record) {
      newestFirst += JournalCall.calls(of: entry).reversed().filter { $0.id >= excerpt.oldest }
    }
    return newestFirst.prefix(limit).reversed()
  }

  private func isWanted(_ record: JournalRecord) -> Bool {
    if let path, path != record.request.path, path != record.request.route { return false }
    if let status, status != record.answer?.status { return false }
    return true
  }
}
