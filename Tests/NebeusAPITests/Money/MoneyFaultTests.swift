import JSON
import ServerTestSupport
import Testing

@Suite("Money and faults")
struct MoneyFaultTests {
  /// What a call brings, in which some write fails.
  enum Work: String, CaseIterable, Sendable {
    case codeSent, wrongCode, purchase, cardPurchase, sale, transfer, cardTransfer

    /// Makes what the call needs, and returns the call.
    func prepare(_ vera: Exchanger) throws -> (path: String, params: String) {
      switch self {
      case .codeSent: return (Exchanger.buyPath, Exchanger.purchase())
      case .wrongCode, .purchase:
        let (id, code) = try vera.code(Exchanger.buyPath, Exchanger.purchase())
        return (
          Exchanger.buyPath, Exchanger.purchase(["code_id": id, "code": self == .purchase ? code : "wrong"])
        )
      case .cardPurchase: return (Exchanger.buyPath, Exchanger.cardPurchase(["save_card": "true"]))
      case .sale:
        let (id, code) = try vera.code(Exchanger.sellPath, Exchanger.sale())
        return (Exchanger.sellPath, Exchanger.sale(["code_id": id, "code": code]))
      case .transfer: return (Transferrer.path, Transferrer.transfer(["source_id": "4067"]))
      case .cardTransfer: return (Transferrer.path, Transferrer.cardTransfer(["save_card_data": "true"]))
      }
    }

    /// How many rows are written, those of triggers included, and seeded random's state where something is drawn.
    var writes: Int {
      switch self {
      case .wrongCode: 1
      case .codeSent: 3
      // Used code; two legs of a transaction, balance and day's turnover each; order and its day's turnover.
      case .purchase, .sale: 10
      case .cardPurchase: 7
      case .transfer: 7
      case .cardTransfer: 5
      }
    }
  }

  @Test("a write that fails leaves the state untouched, whichever it is", arguments: Work.allCases)
  func faults(_ work: Work) throws {
    let vera = try Exchanger()
    let (path, params) = try work.prepare(vera)
    let before = try vera.server.state()
    for count in 0..<work.writes {
      try vera.server.failWrite(after: count)
      let answer = try vera.caller.call(path, params).json
      #expect(answer["error"]?["code"]?.integer == 200, "write \(count + 1)")
      #expect(try vera.server.state() == before, "write \(count + 1)")
    }
    try vera.server.failWrite(after: work.writes)
    let result = try vera.caller.result(path, params)
    #expect(result?["status"]?.string == (work == .wrongCode ? "error" : "success"))
    #expect(try vera.server.state() != before)
    #expect(try vera.server.wrongBalances() == [])
  }
}
