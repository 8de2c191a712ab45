import Basics
import CSockets
import Glibc
import Logging
import Time

/// Waits for its connections, reads their requests, has them answered, and sends the answers.
///
/// It is made and lives on one serial queue; from outside there is only its mailbox.
final class EventLoop {
  /// Answers to pipelined requests are gathered up to here before they are sent.
  static let highWater = 1 << 18
  /// How many pipelined requests of one connection are answered before the others have their turn: some milliseconds.
  static let requestsPerTurn = 64
  /// How many connections a round serves at least, if so many are ready.
  static let leastOfRound = 4
  static let mailboxToken = UInt64.max
  static let stopToken = UInt64.max - 1
  /// Set in the token of the timer that paces a connection; clear in that of its deadline.
  static let paceBit: UInt64 = 1 << 31

  let context: ServerContext
  let responder: Responder
  /// Those of all loops.
  let mailboxes: [Mailbox]
  /// Which of the mailboxes is this loop's.
  let index: Int
  private let set: EventSet
  private var events = ReadyEvents()
  /// How many connections the next round serves at most.
  private var roundLimit = ReadyEvents.limit
  private var slots: [Connection?] = []
  private var freeSlots: [Int] = []
  private var generation: UInt64 = 0
  private(set) var live = 0
  var wheel: TimerWheel
  private var due: [TimerWheel.Entry] = []
  /// Nanoseconds, as of the last wake-up.
  private(set) var now: Int64
  let idleTimeout: Int64
  var isStopping = false
  var stopDeadline = Int64.max
  /// Looked at once a round, so that a log that is off costs nothing.
  private(set) var logsAccess = false

  // What requests are answered with, one after another; nothing of it is allocated for each.
  var response: Response
  var writer: ResponseWriter
  var out = ByteBuffer(capacity: 1 << 16)
  /// What of `out` leaves at the end of the round; behind it stands what is being written.
  var gathered: [GatheredAnswer] = []
  var gatheringSince: Int64 = 0
  /// Connections whose turn was over before their requests were.
  var interrupted: [UInt64] = []
  var piece = ByteBuffer()
  var scratch: InputBuffer? = InputBuffer(capacity: InputBuffer.pieceSize)
  var spareParser: RequestParser?

  init(context: ServerContext, mailboxes: [Mailbox], index: Int, set: EventSet) {
    self.context = context
    responder = context.responder
    self.mailboxes = mailboxes
    self.index = index
    self.set = set
    response = Response(mailbox: mailboxes[index])
    writer = ResponseWriter(
      context.responder.cors, context.configuration.refusal, seconds: { MonotonicClock.seconds() })
    idleTimeout = context.configuration.idleTimeout.nanoseconds
    now = MonotonicClock.monotonic()
    wheel = TimerWheel(now: now)
  }

  var mailbox: Mailbox { mailboxes[index] }

  /// Runs until it is told to stop and its last connection has ended.
  func run() {
    while !(isStopping && live == 0 && mailbox.closeIfEmpty()) {
      if events.count > 0 { endRound() }
      // Who pipelines has a turn in each round: that is to be no more often than all the others have theirs.
      let most = interrupted.isEmpty ? roundLimit : ReadyEvents.limit
      events.wait(for: set, milliseconds: interrupted.isEmpty ? waitingTime() : 0, atMost: most)
      if events.count > 0 { context.loopWoke() }
      now = MonotonicClock.monotonic()
      logsAccess = context.configuration.logger.logLevel <= .debug
      var hasMail = false
      for index in 0..<events.count {
        let (token, readiness) = events[index]
        if token == EventLoop.mailboxToken {
          hasMail = true
        } else if let connection = connection(token) {
          handle(readiness, of: connection)
        }
      }
      limitNextRound()
      goOnWithInterrupted()
      // Mail and timers may end a connection: its answer is to have left before.
      sendGathered()
      if hasMail { readMail() }
      fireTimers()
      sendGathered()
    }
  }

  /// Has the next round serve about as many as an answer may wait for, judged by this one, or an eighth of all.
  ///
  /// epoll gives out who was ready in the last round, and is so again, before those who became ready during it: one
  /// who comes too late for a round would wait for two. With this, 99 of 100 dashboards at 16 connections were
  /// answered within 1.4 ms instead of 1.7, when one took 60 µs. With more connections, rounds of a quarter of a
  /// millisecond cost 6 % of a post.
  private func limitNextRound() {
    guard events.count > 0 else { return }
    let each = max(1, (MonotonicClock.monotonic() &- now) / Int64(events.count))
    roundLimit = max(Int(EventLoop.longestWait / each), live / 8, EventLoop.leastOfRound)
  }

  /// Lets clients run before it goes to sleep, where other loops are awake, too, and the cores so busy.
  ///
  /// They ask again meanwhile: there is more to do in a round, and the loop is put to sleep and woken less often. With
  /// eight databases at 16 connections 99 of 100 posts are answered within 0.6 ms instead of 2.2, and one takes 2 µs
  /// less. A loop that is awake alone sleeps at once, so that a client that was woken on its core needn't share it.
  private func endRound() {
    if context.loopSleeps() > 0 { sched_yield() }
  }

  func connection(_ token: UInt64) -> Connection? {
    let index = Int(token & 0x7FFF_FFFF)
    guard index < slots.count, let connection = slots[index] else { return nil }
    return connection.token == token & ~EventLoop.paceBit ? connection : nil
  }

  /// The connection if it is still at that exchange.
  func connection(of ticket: Ticket) -> Connection? {
    guard let connection = connection(ticket.token), connection.exchangeNumber == ticket.exchange else { return nil }
    return connection
  }

  var connections: [Connection] { slots.compactMap { $0 } }

  func add(_ descriptor: Int32, _ peer: Address) -> Connection? {
    let index = freeSlots.popLast() ?? slots.count
    generation = (generation &+ 1) & 0xFFFF_FFFF
    let token = generation << 32 | UInt64(index)
    let connection = Connection(descriptor: descriptor, peer: peer, token: token, interest: .readable)
    guard cs_epoll_control(set.descriptor, EPOLL_CTL_ADD, descriptor, CS_READABLE, token) == 0 else {
      if index < slots.count { freeSlots.append(index) }
      Socket.close(descriptor)
      context.connectionEnded()
      return nil
    }
    if index == slots.count { slots.append(connection) } else { slots[index] = connection }
    live += 1
    setDeadline(of: connection, to: now &+ idleTimeout)
    return connection
  }

  /// Ends a connection, whatever it is doing.
  func close(_ connection: Connection, withReset resets: Bool = false) {
    guard !connection.state.isClosed else { return }
    let ended = connection.state.close()
    // Closing takes it out of the epoll set: no other descriptor names this socket.
    if resets { Socket.reset(connection.descriptor) } else { Socket.close(connection.descriptor) }
    freeSlot(of: connection)
    context.connectionEnded()
    ended.stream?.push?.end()
    ended.suspension?.deferral.abandon()
    ended.suspension?.deferral.end()
  }

  func freeSlot(of connection: Connection) {
    let index = Int(connection.token & 0x7FFF_FFFF)
    slots[index] = nil
    freeSlots.append(index)
    live -= 1
  }

  /// Has the epoll set report nothing of the connection any more.
  func unwatch(_ connection: Connection) {
    _ = cs_epoll_control(set.descriptor, EPOLL_CTL_DEL, connection.descriptor, 0, connection.token)
  }

  func watchAgain(_ connection: Connection) {
    _ = cs_epoll_control(
      set.descriptor, EPOLL_CTL_ADD, connection.descriptor, connection.interest.rawValue, connection.token)
  }

  func watch(_ connection: Connection, for interest: Readiness) {
    guard connection.interest != interest, !connection.state.isClosed else { return }
    connection.interest = interest
    _ = cs_epoll_control(set.descriptor, EPOLL_CTL_MOD, connection.descriptor, interest.rawValue, connection.token)
  }

  func setDeadline(of connection: Connection, to deadline: Int64) {
    connection.deadline = deadline
    // Later deadlines are looked at when the timer that is armed fires: a request costs no timer.
    guard deadline < connection.armedAt else { return }
    connection.armedAt = deadline
    wheel.insert(connection.token, due: deadline)
  }

  /// Has the connection looked at when its drip or its deferral is due.
  func setPace(of connection: Connection, to due: Int64) {
    wheel.insert(connection.token | EventLoop.paceBit, due: due)
  }

  private func waitingTime() -> Int32 {
    guard let next = wheel.next else { return -1 }
    let wait = next - MonotonicClock.monotonic()
    return wait <= 0 ? 0 : Int32(clamping: (wait + 999_999) / 1_000_000)
  }

  private func fireTimers() {
    guard let next = wheel.next, next <= now else { return }
    var due = self.due
    self.due = []
    wheel.advance(to: now, into: &due)
    for entry in due { timerFired(entry) }
    due.removeAll(keepingCapacity: true)
    self.due = due
  }
}
