/// Handing a connection to another loop, where the calls that its requests make meet no one else's.
extension EventLoop {
  /// Notes which loop the connection's requests ask for.
  func note(preferredLoop: Int, of connection: Connection) {
    let loop = Int(UInt(bitPattern: preferredLoop) % UInt(mailboxes.count))
    if connection.preference.isEmpty { context.entryLoop = loop }
    connection.preference.note(loop)
  }

  /// Hands an idle connection to the loop that its requests ask for. Returns false where it stays.
  ///
  /// Nothing of it is lost: an idle connection has no bytes here, and what the client sends meanwhile waits in its
  /// socket, which the other loop's epoll set reports as soon as it watches it.
  func move(_ connection: Connection) -> Bool {
    guard let target = connection.preference.target(from: index), isMovable(connection) else { return false }
    unwatch(connection)
    let message = Mailbox.Message.connection(connection.descriptor, connection.peer, .moved(connection.preference))
    guard mailboxes[target].post(message) else {
      // That loop has ended; this one will soon.
      watchAgain(connection)
      return false
    }
    _ = connection.state.close()
    freeSlot(of: connection)
    return true
  }

  private func isMovable(_ connection: Connection) -> Bool {
    connection.state.isIdle && connection.input == nil && connection.output.isEmpty && connection.output.drip == nil
  }
}

/// Which loop a connection's requests ask for.
struct LoopPreference {
  /// How many requests in a row have to ask for another loop; the first one of a connection suffices alone.
  ///
  /// A move costs about as much as a request. A client that takes its databases at random is moved every 256 requests
  /// at this figure. Where new connections had to ask eight times, too, two loops waited for each other at a database's
  /// lock until then: for 1,000 connections with 30 pages of messages each, a page cost 3 µs more.
  static let enough = 8

  private var loop = 0
  private var count = 0

  /// Whether nothing has been asked for so far.
  var isEmpty: Bool { count == 0 }

  mutating func note(_ loop: Int) {
    count = isEmpty ? LoopPreference.enough : loop == self.loop ? count + 1 : 1
    self.loop = loop
  }

  /// Where the connection should go; nil where it should stay.
  func target(from current: Int) -> Int? { count >= LoopPreference.enough && loop != current ? loop : nil }
}
