import JSON
import Synchronization

/// The faults that are ordered of a database, in the order of their making.
///
/// Every fault counts each call that it is for; the first that is due strikes.
package final class FaultList: Sendable {
  /// A fault, and how often it was meant and struck.
  package struct Ordered: Sendable {
    package let fault: Fault
    package var matched = 0
    package var struck = 0

    package init(_ fault: Fault) { self.fault = fault }
  }

  private let ordered = Mutex<[Ordered]>([])
  private let count = Atomic<Int>(0)

  package init() {}

  /// Whether there are none, for a look that costs nothing.
  package var isEmpty: Bool { count.load(ordering: .relaxed) == 0 }

  package var all: [Ordered] { ordered.withLock { $0 } }

  package subscript(id: String) -> Ordered? {
    ordered.withLock { list in list.first { $0.fault.id == id } }
  }

  /// Takes a fault in, or in the place of the one of its id, whose counts are then forgotten; says whether it is new.
  package func put(_ fault: Fault) -> Bool {
    ordered.withLock { list in
      defer { count.store(list.count, ordering: .relaxed) }
      if let place = list.firstIndex(where: { $0.fault.id == fault.id }) {
        list[place] = Ordered(fault)
        return false
      }
      list.append(Ordered(fault))
      return true
    }
  }

  /// False where there is none of that id.
  package func remove(_ id: String) -> Bool {
    ordered.withLock { list in
      defer { count.store(list.count, ordering: .relaxed) }
      let before = list.count
      list.removeAll { $0.fault.id == id }
      return list.count < before
    }
  }

  package func removeAll() {
    ordered.withLock { list in
      list = []
      count.store(0, ordering: .relaxed)
    }
  }

  /// The fault that strikes a request.
  ///
  /// - Parameter occurs: draws whether something of a probability occurs; called only where that decides.
  package func strike(
    method: String, path: String, route: String?, callParams: () -> [JSONValue?], occurs: (Probability) throws -> Bool
  ) rethrows -> Fault? {
    try ordered.withLock { list in
      var struck: Fault?
      for place in list.indices {
        let fault = list[place].fault
        guard fault.target.matches(method: method, path: path, route: route, callParams: callParams) else { continue }
        list[place].matched += 1
        guard struck == nil, list[place].matched > fault.after else { continue }
        if let times = fault.times, list[place].struck >= times { continue }
        if let probability = fault.probability, try !occurs(probability) { continue }
        list[place].struck += 1
        struck = fault
      }
      return struck
    }
  }
}
