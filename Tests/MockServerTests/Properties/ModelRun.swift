import JSON
import ServerTestSupport
import TestSupport

/// Random steps made on a server and, beside it, on the simplest model that can tell what is right.
final class ModelRun {
  /// A step whose answer is not what the model says.
  struct Deviation: Error, CustomStringConvertible {
    let step: Int
    let description: String
  }

  static let logins = ["lucy", "mateo", "juergen", "ingrid", "zoe"].map { "\($0)@demo.example" }

  private let server: TestServer
  private var callers: [TestCaller]
  private let database: String
  private let ids: [Int]
  /// Contents by the pair that wrote them, the oldest first, and what was there before the run.
  private var messages: [Set<Int>: [String]] = [:]
  private var uuids: [Set<Int>: String] = [:]
  private var books: [Set<Int>]
  /// Every answer's body, one after the other.
  private(set) var transcript: [String] = []
  /// How many messages were posted, and how many purchases and sales were made.
  private(set) var posted = 0
  private(set) var exchanged = 0

  /// - Parameter database: one that nobody else calls; it is made anew.
  init(_ server: TestServer, database: String) throws {
    self.server = server
    self.database = database
    try server.control(
      "PUT", "/databases/\(database)", #"{"scenario":"demo","clock":"2017-03-10T12:00:00Z","seed":11}"#)
    callers = []
    var ids: [Int] = []
    books = []
    for login in Self.logins {
      let caller = try server.signIn(login, "demo-password", ["X-Odoo-Database": database])
      caller.fields["Prefer"] = plain
      callers.append(caller)
      let id = try server.rows("SELECT id FROM res_users WHERE login = '\(login)'", in: database)[0][0]
      ids.append(Int(id) ?? 0)
    }
    self.ids = ids
    for user in Self.logins.indices {
      let book = try callers[user].result("/im_chat/api/user_chat_ab/get_users_from_book")
      books.append(Set(Self.ids(of: book)))
    }
    for a in Self.logins.indices {
      for b in Self.logins.indices where a < b { try open(a, b) }
    }
  }

  private static func ids(of list: JSONValue?) -> [Int] {
    list?.array?.compactMap { $0["id"]?.integer } ?? []
  }

  private func open(_ a: Int, _ b: Int) throws {
    let session = try callers[a].result("/im_chat/api/get_or_create_session", #"{"user_to":\#(ids[b])}"#)
    let uuid = session?["uuid"]?.string ?? ""
    uuids[[a, b]] = uuid
    messages[[a, b]] = try server.rows(
      """
      SELECT message FROM im_chat_message m JOIN im_chat_session s ON s.id = m.to_id
      WHERE s.uuid = '\(uuid)' ORDER BY m.id
      """, in: database
    ).map { $0[0] }
  }

  /// Makes the steps. Throws the first `Deviation`.
  func run(_ steps: [Step]) throws {
    for (number, step) in steps.enumerated() {
      do {
        try make(step)
      } catch let problem as Problem {
        throw Deviation(step: number, description: "step \(number), \(step): \(problem.description)")
      }
    }
    let wrong = try wrongSums()
    guard wrong.isEmpty else {
      throw Deviation(step: steps.count, description: "balances are not the sums of what moved: \(wrong)")
    }
  }

  /// The plain dialect, in which every answer has one envelope.
  private let plain = "dialect=jsonrpc"

  private struct Problem: Error {
    let description: String
  }

  private func call(_ user: Int, _ path: String, _ params: String = "{}") throws -> JSONValue {
    let answer = try callers[user].call(path, params)
    transcript.append(answer.text)
    guard answer.status == 200 else { throw Problem(description: "\(path) answers \(answer.text)") }
    let json = try answer.json
    return json["result"] ?? json
  }

  private func expect(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    if !holds { throw Problem(description: what()) }
  }

  private func make(_ step: Step) throws {
    switch step {
    case .post(let user, let to, let text):
      let uuid = uuids[[user, to]] ?? ""
      let answer = try call(
        user, "/im_chat/post",
        #"{"uuid":"\#(uuid)","message_type":"message","message_content":"\#(text)"}"#)
      let isRefused = answer["error"] != nil
      try expect(isRefused == text.isEmpty, "an empty message is refused, another isn't: \(answer)")
      guard !isRefused else { return }
      posted += 1
      messages[[user, to], default: []].append(try Self.unescaped(text))
    case .history(let user, let other, let last, let limit): try read(user, other, last: last, limit: limit)
    case .snoop(let user, let a, let b):
      let answer = try call(user, "/im_chat/api/history", #"{"uuid":"\#(uuids[[a, b]] ?? "")"}"#)
      try expect(answer["error"] != nil, "nobody reads a session that they are not in: \(answer)")
    case .add(let user, let others):
      let list = others.map { ids[$0] }
      _ = try call(user, "/im_chat/api/user_chat_ab/add_users", #"{"user_ids":\#(list)}"#)
      books[user].formUnion(list)
    case .remove(let user, let others):
      let list = others.map { ids[$0] }
      _ = try call(user, "/im_chat/api/user_chat_ab/remove_users", #"{"user_ids":\#(list)}"#)
      books[user].subtract(list)
    case .book(let user):
      let list = Self.ids(of: try call(user, "/im_chat/api/user_chat_ab/get_users_from_book"))
      try expect(Set(list) == books[user] && list.count == books[user].count, "the book is a set: \(list)")
    case .buy(let user, let euros, let isRight): try exchange(user, buying: true, amount: euros, isRight)
    case .sell(let user, let milli, let isRight): try exchange(user, buying: false, amount: milli, isRight)
    case .advance(let seconds):
      try server.control("POST", "/databases/\(database)/clock/advance", #"{"seconds":\#(seconds)}"#)
    case .logOut(let user):
      _ = try call(user, "/logout/1.0/json")
      let answer = try call(user, "/partner/dashboard")
      try expect(answer["error"]?["code"]?.integer == 100, "a session that has ended is none: \(answer)")
      callers[user] = try server.signIn(Self.logins[user], "demo-password", ["X-Odoo-Database": database])
      callers[user].fields["Prefer"] = plain
    }
  }

  private static func unescaped(_ text: String) throws -> String {
    try Document(parsing: Array("\"\(text)\"".utf8)).root.string ?? ""
  }

  private func read(_ user: Int, _ other: Int, last: Int, limit: Int) throws {
    let uuid = uuids[[user, other]] ?? ""
    let written = messages[[user, other]] ?? []
    var params = #""uuid":"\#(uuid)","limit":\#(limit)"#
    var expected = written[...]
    if last > 0, last <= written.count {
      // The id of the message from which on older ones are wanted.
      let all = Self.ids(of: try call(user, "/im_chat/api/history", #"{"uuid":"\#(uuid)","limit":\#(last)}"#))
      guard let oldest = all.min() else { throw Problem(description: "no ids in the history") }
      params += #","last_ID":\#(oldest)"#
      expected = written.dropLast(last)
    }
    let answer = try call(user, "/im_chat/api/history", "{\(params)}")
    let contents = answer.array?.compactMap { $0["message"]?.string } ?? []
    let wanted = Set([contents, contents.reversed()])
    try expect(
      wanted.contains(Array(expected.suffix(limit))),
      "the history is what was posted: \(contents) instead of \(expected.suffix(limit))")
  }

  /// The two steps of a purchase or sale, and what they do to the sums of all balances.
  private func exchange(_ user: Int, buying: Bool, amount: Int, _ isCodeRight: Bool) throws {
    let wallets = try call(user, "/user/get_wallets_list/1.0/json").array ?? []
    func wallet(_ currency: String) -> String {
      wallets.first { $0["currency_id"]?[1]?.string == currency }?["id"]?.rawText ?? "0"
    }
    let before = try balances(of: user)
    // A bitcoin is about 1,100 EUR in the demo; sums that are too far off its rate are refused.
    let bitcoins = buying ? Double(amount) * 0.0009 : Double(amount) / 1_000
    let euros = buying ? Double(amount) : Double(amount) * 1.1
    let path = buying ? "/buy_currency/1.0/json" : "/sell_currency/1.0/json"
    let fields =
      buying
      ? #""buy_amount":\#(Self.text(bitcoins, 5)),"deposit_amount":\#(Self.text(euros, 2)),"payment_id":"\#(wallet("EUR"))","account_id":"\#(wallet("BTC"))""#
      : #""sell_sum":\#(Self.text(bitcoins, 3)),"buy_sum":\#(Self.text(euros, 2)),"debit_from":"\#(wallet("BTC"))","deposit_to":"\#(wallet("EUR"))""#
    let first = try call(user, path, "{\(fields)}")
    guard let id = first["code_id"]?.rawText else {
      return try expect(try balances(of: user) == before, "a refused first step moves nothing: \(first)")
    }
    let code = try server.rows("SELECT code FROM mock_outbox WHERE code_id = \(id)", in: database)[0][0]
    let given = isCodeRight ? code : code == "000000" ? "000001" : "000000"
    let second = try call(user, path, #"{\#(fields),"code_id":"\#(id)","code":"\#(given)"}"#)
    let after = try balances(of: user)
    let isDone = second["status"]?.string == "success"
    if isDone { exchanged += 1 }
    try expect(isDone || !isCodeRight || after == before, "what is not done moves nothing: \(second)")
    try expect(!isDone || isCodeRight, "a wrong code does nothing: \(second)")
    try expect((after == before) == !isDone, "money moves exactly where the answer is success: \(second)")
  }

  private static func text(_ number: Double, _ decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let units = Int((number * Double(scale)).rounded())
    let fraction = String(units % scale)
    return "\(units / scale)." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }

  private func balances(of user: Int) throws -> [[String]] {
    try server.rows(
      """
      SELECT a.id, a.balance FROM account_account a JOIN res_users u ON u.partner_id = a.partner_id
      WHERE u.id = \(ids[user]) ORDER BY a.id
      """, in: database)
  }

  private func wrongSums() throws -> [[String]] {
    try server.rows(
      """
      SELECT a.id, a.balance FROM account_account a WHERE a.balance <> a.opening_balance
        + (SELECT coalesce(sum(credit - debit), 0) FROM account_transaction WHERE account_id = a.id)
      """, in: database)
  }
}
