import HTTP
import JSON
import Store

/// `/_mock/databases/NAME/snapshots`: to keep a state of a database, and return to it.
///
/// A snapshot has all of the database but its journal, its faults and its other snapshots.
struct SnapshotRoutes: Sendable {
  private static let path = "/snapshots/{snapshot}"

  let gate: ControlRouter

  func routes() -> [Route] {
    [
      gate.route(.get, inDatabase: "/snapshots") { database, _, response in
        let snapshots = try database.snapshots()
        response.answer { writer in
          writer.array { writer in
            for snapshot in snapshots { Self.write(snapshot, to: &writer) }
          }
        }
      },
      gate.route(.put, inDatabase: Self.path) { database, request, response in
        _ = try ControlBody(request, known: [])
        let (snapshot, isNew) = try database.keepSnapshot(try Self.name(in: request))
        response.answer(isNew ? .created : .ok) { Self.write(snapshot, to: &$0) }
      },
      gate.route(.delete, inDatabase: Self.path) { database, request, response in
        try database.removeSnapshot(try Self.name(in: request))
        response.status = .noContent
      },
      gate.route(.post, inDatabase: Self.path + "/restore") { database, request, response in
        _ = try ControlBody(request, known: [])
        try gate.databases.restore(try Self.name(in: request), in: database)
        let summary = try DatabaseSummary(database)
        response.answer { summary.write(to: &$0) }
      },
    ]
  }

  private static func name(in request: borrowing Request) throws(Problem) -> SnapshotName {
    let text = request.parameter("snapshot") ?? ""
    guard let name = SnapshotName(text) else {
      throw Problem(.badRequest, "\(text): a snapshot's name is 1 to 63 of a-z, 0-9, - and _")
    }
    return name
  }

  private static func write(_ snapshot: Snapshot, to writer: inout Writer) {
    writer.object { writer in
      writer.key("name")
      writer.string(snapshot.name.text)
      writer.key("created")
      writer.string(snapshot.created.internetDate)
      writer.key("size")
      writer.integer(snapshot.size)
    }
  }
}
