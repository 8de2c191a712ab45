import JSON

/// One thing that somebody does in a random run.
enum Step: CustomStringConvertible {
  case post(user: Int, to: Int, text: String)
  case history(user: Int, of: Int, last: Int, limit: Int)
  /// A user reads the conversation of two others.
  case snoop(user: Int, a: Int, b: Int)
  case add(user: Int, others: [Int])
  case remove(user: Int, others: [Int])
  case book(user: Int)
  /// Buys bitcoin from the user's euros: both steps, with the right code or a wrong one.
  case buy(user: Int, euros: Int, isCodeRight: Bool)
  case sell(user: Int, milliBitcoins: Int, isCodeRight: Bool)
  case advance(seconds: Int)
  case logOut(user: Int)

  var description: String {
    switch self {
    case .post(let user, let to, let text): "\(user) posts \"\(text)\" to \(to)"
    case .history(let user, let other, let last, let limit):
      "\(user) reads \(limit) messages with \(other), from \(last) messages before the newest on"
    case .snoop(let user, let a, let b): "\(user) reads what \(a) and \(b) wrote"
    case .add(let user, let others): "\(user) adds \(others)"
    case .remove(let user, let others): "\(user) removes \(others)"
    case .book(let user): "\(user) looks at the address book"
    case .buy(let user, let euros, let isRight): "\(user) buys for \(euros) EUR, \(isRight ? "right" : "wrong") code"
    case .sell(let user, let milli, let isRight): "\(user) sells \(milli) mBTC, \(isRight ? "right" : "wrong") code"
    case .advance(let seconds): "\(seconds) s pass"
    case .logOut(let user): "\(user) signs out and in again"
    }
  }

  /// The steps of a seed: always the same.
  static func random(_ count: Int, users: Int, seed: UInt64) -> [Step] {
    var source = SeededSource(seed: seed)
    return (0..<count).map { _ in random(users: users, from: &source) }
  }

  private static func random(users: Int, from source: inout SeededSource) -> Step {
    func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &source) }
    let user = number(0..<users)
    let other = (user + number(1..<users)) % users
    func others() -> [Int] { (0..<number(1..<4)).map { _ in (user + number(1..<users)) % users } }
    switch number(0..<100) {
    case ..<30:
      let texts = ["hello", "", "<b>&</b>", "Привет", "👩‍👩‍👧", "\\u0000\\\\", "a\\nb", String(repeating: "x", count: 300)]
      return .post(user: user, to: other, text: texts[number(0..<texts.count)])
    case ..<50: return .history(user: user, of: other, last: number(0..<6), limit: number(1..<8))
    case ..<56:
      let third = (0..<users).first { $0 != user && $0 != other } ?? other
      return .snoop(user: third, a: user, b: other)
    case ..<64: return .add(user: user, others: others())
    case ..<70: return .remove(user: user, others: others())
    case ..<78: return .book(user: user)
    case ..<86: return .buy(user: user, euros: number(1..<200), isCodeRight: number(0..<4) > 0)
    case ..<92: return .sell(user: user, milliBitcoins: number(1..<90), isCodeRight: number(0..<4) > 0)
    case ..<97: return .advance(seconds: number(1..<900))
    default: return .logOut(user: user)
    }
  }
}

/// SplitMix64: the same numbers for the same seed, on every machine.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
struct SeededSource: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
