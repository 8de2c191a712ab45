/// Names one exchange on one loop: a connection's place, its generation, and which of its requests.
struct Ticket: Sendable, Equatable {
  var token: UInt64
  var exchange: UInt64

  static let none = Ticket(token: .max, exchange: 0)
}
