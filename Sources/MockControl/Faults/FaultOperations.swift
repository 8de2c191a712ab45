import HTTP
import Instrumentation
import JSON
import JSONRPC

/// Misbehaviour to order.
///
/// Source: docs/control.md, Faults.
enum FaultOperations {
  /// The fault as it was ordered, how many calls it was for, and how often it struck.
  static let shape = Shape<FaultList.Ordered>(
    schema: .object(
      [.init(name: "id", meaning: "Its id", schema: .string, isOptional: false)]
        + ControlParameter.properties(of: FaultParser.members.filter { $0.name != "id" }, isMasked: true)
        + counts.map(\.property))
  ) { ordered, writer in
    writer.json.beginObject()
    writer.json.key("id")
    writer.json.string(ordered.fault.id)
    if let members = ordered.fault.order.members {
      for (key, value) in members where key != "id" {
        writer.json.key(key)
        MaskedJSON(value).write(to: &writer)
      }
    }
    for count in counts { try count.writer(ordered, &writer) }
    writer.json.endObject()
  }

  private static let counts: [Field<FaultList.Ordered>] = [
    Field("matched", "How many calls it matched") { $0.matched },
    Field("struck", "To how many calls it was applied") { $0.struck },
  ]

  static let put = ControlOperation(
    "Set a fault, or replace one",
    body: .document(
      FaultParser.members, ControlParameter.schema(of: FaultParser.members), "What happens to which calls"),
    answers: [.init(.created, shape.schema), .init(.ok, shape.schema)]
  ) { call, response in
    let database = try call.database()
    let order = try call.document ?? Document(parsing: []).root
    let fault = try FaultParser.fault(call[path: "id"], order, api: call.server.api)
    let isNew = try call.change(database) { _ in database.faults.put(fault) }
    try response.answer(shape, FaultList.Ordered(fault), status: isNew ? .created : .ok)
  }

  static let list = ControlOperation("List the faults in their order", answer: .list(of: shape)) { call in
    try call.database().faults.all
  }

  static let show = ControlOperation("Show a fault", answer: shape) { call in
    guard let fault = try call.database().faults[call[path: "id"]] else { throw missing(call) }
    return fault
  }

  static let removeAll = ControlOperation("Remove all faults") { call in
    let database = try call.database()
    try call.change(database) { _ in database.faults.removeAll() }
  }

  static let remove = ControlOperation("Remove a fault") { call in
    let database = try call.database()
    try call.change(database) { _ in
      guard database.faults.remove(call[path: "id"]) else { throw missing(call) }
    }
  }

  private static func missing(_ call: ControlCall) -> Problem {
    Problem(.notFound, "there is no fault \(call[path: "id"])")
  }
}
