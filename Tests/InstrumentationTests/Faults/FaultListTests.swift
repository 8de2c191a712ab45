import JSON
import Testing

@testable import Instrumentation

@Suite("FaultList")
struct FaultListTests {
  private let list = FaultList()
  private static let order: JSONValue = {
    guard let document = try? Document(parsing: Array("{}".utf8)) else { preconditionFailure("{} is JSON") }
    return document.root
  }()

  private func fault(
    _ id: String, path: String? = nil, after: Int = 0, times: Int? = nil, isLikely: Bool = false
  ) -> Fault {
    Fault(
      id: id, order: Self.order, target: FaultTarget(path: path.map(CallPath.init)), after: after, times: times,
      probability: isLikely ? ExactDecimal("0.5").flatMap { Probability($0) } : nil, delay: nil,
      action: .reset, when: .before)
  }

  /// The id of the fault that strikes a call of `/a`.
  private func strike(_ occurs: Bool = true, draws: inout Int) -> String? {
    var drawn = 0
    defer { draws += drawn }
    return list.strike(method: "POST", path: "/a", route: nil, callParams: { [] }) { _ in
      drawn += 1
      return occurs
    }?.id
  }

  private func strike(_ occurs: Bool = true) -> String? {
    var draws = 0
    return strike(occurs, draws: &draws)
  }

  /// The id of each fault, and how often it was meant and struck.
  private var counts: [String] { list.all.map { "\($0.fault.id) \($0.matched) \($0.struck)" } }

  @Test("is empty until a fault is put into it, and when all are removed")
  func isEmpty() {
    #expect(list.isEmpty)
    #expect(list.put(fault("a")))
    #expect(list.put(fault("b")))
    #expect(!list.isEmpty)
    #expect(list.remove("a") && !list.remove("a"))
    #expect(!list.isEmpty && list["a"] == nil && list["b"] != nil)
    #expect(list.remove("b"))
    #expect(list.isEmpty)
    #expect(list.put(fault("c")))
    list.removeAll()
    #expect(list.isEmpty && list.all.isEmpty)
  }

  @Test("puts a fault in the place of the one of its id, whose counts are forgotten")
  func replaces() {
    _ = list.put(fault("a"))
    _ = list.put(fault("b"))
    #expect(strike() == "a")
    #expect(!list.put(fault("a", path: "/b")))
    #expect(counts == ["a 0 0", "b 1 0"])
    #expect(strike() == "b")
  }

  @Test("the first fault that is due strikes, and every one counts the calls that it is for")
  func strikes() {
    _ = list.put(fault("other", path: "/b"))
    _ = list.put(fault("late", after: 2))
    _ = list.put(fault("once", times: 1))
    _ = list.put(fault("any"))
    #expect((0..<4).map { _ in strike() } == ["once", "any", "late", "late"])
    #expect(counts == ["other 0 0", "late 4 2", "once 4 1", "any 4 1"])
  }

  @Test("draws only where that decides")
  func draws() {
    _ = list.put(fault("likely", times: 1, isLikely: true))
    _ = list.put(fault("sure"))
    var draws = 0
    #expect(strike(false, draws: &draws) == "sure")
    #expect(strike(true, draws: &draws) == "likely")
    #expect(draws == 2)
    // It has struck as often as it may.
    #expect(strike(true, draws: &draws) == "sure")
    #expect(draws == 2)
    #expect(counts == ["likely 3 1", "sure 3 2"])
  }
}
