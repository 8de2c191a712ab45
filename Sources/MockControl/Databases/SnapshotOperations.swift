import HTTP
import JSONRPC
import Store
import Time

/// To keep a database's state, and return to it.
///
/// A snapshot has all of the database but its journal, its faults and its other snapshots.
enum SnapshotOperations {
  private static let shape = Shape<Snapshot>.object([
    Field("name", "Its name") { $0.name.text },
    Field("created", "When it was made, by the system's time") { $0.created.internetDate },
    Field("size", "Its size in bytes") { $0.size },
  ])

  static let list = ControlOperation("List the snapshots", answer: .list(of: shape)) { call in
    try call.database().snapshots()
  }

  static let keep = ControlOperation("Keep the state as a snapshot", puts: shape) { call in
    let (database, name) = (try call.database(), try name(in: call))
    let (snapshot, isNew) = try database.keepSnapshot(name) { state in
      call.record(in: database, at: state.now, snapshot: .kept(name))
    }
    return (snapshot, isNew)
  }

  static let restore = ControlOperation("Return to a snapshot", answer: DatabaseSummary.shape) { call in
    let (database, name) = (try call.database(), try name(in: call))
    let size = try call.server.databases.restore(name, in: database) { state in
      call.record(in: database, at: state.now, snapshot: .restored(name))
    }
    return DatabaseSummary(database, size: size)
  }

  static let remove = ControlOperation("Remove a snapshot") { call in
    let (database, name) = (try call.database(), try name(in: call))
    try database.removeSnapshot(name) { state in call.record(in: database, at: state.now) }
  }

  private static func name(in call: ControlCall) throws(Problem) -> SnapshotName {
    let text = call[path: "snapshot"]
    guard let name = SnapshotName(text) else {
      throw Problem(.badRequest, "invalid snapshot name \"\(text.prefix(80))\": use 1 to 63 of a-z, 0-9, - and _")
    }
    return name
  }
}
