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
  /// A streamed answer is asked for more while less than this waits.
  static let streamWater = 1 << 16
  private static let eventLimit = 256
  static let mailboxToken = UInt64.max
  static let stopToken = UInt64.max - 1
  /// Set in the token of the timer that paces a connection; clear in that of its deadline.
  static let paceBit: UInt64 = 1 << 31

  let context: ServerContext
  let mailbox: Mailbox
  private let set: EventSet
  private let events: UnsafeMutablePointer<epoll_event>
  private var slots: [Connection?] = []
  private var freeSlots: [Int] = []
  private var generation: UInt64 = 0
  private(set) var live = 0
  var wheel: TimerWheel
  private var due: [TimerWheel.Entry] = []
  /// Nanoseconds, as of the last wake-up.
  var now: Int64
  var date = DateLine()
  var out = ByteBuffer(capacity: 1 << 16)
  /// What of `out` leaves at the end of the round; behind it stands what is being written.
  var gathered: [GatheredAnswer] = []
  var gatheringSince: Int64 = 0
  var piece = ByteBuffer()
  var response: Response
  var scratch: InputBuffer? = InputBuffer(capacity: InputBuffer.pieceSize)
  var spareParser: RequestParser?
  var isStopping = false
  var stopDeadline = Int64.max
  /// Looked at once a round, so that a log that is off costs nothing.
  var logsAccess = false
  let idleTimeout: Int64

  init(context: ServerContext, mailbox: Mailbox, set: EventSet) {
    self.context = context
    self.mailbox = mailbox
    self.set = set
    response = Response(mailbox: mailbox)
    idleTimeout = max(1, context.configuration.idleTimeout.nanoseconds)
    now = MonotonicClock.monotonic()
    wheel = TimerWheel(now: now)
    events = .allocate(capacity: EventLoop.eventLimit)
  }

  deinit { events.deallocate() }

  /// Runs until it is told to stop and its last connection has ended.
  func run() {
    while !(isStopping && live == 0) {
      let count = epoll_wait(set.descriptor, events, Int32(EventLoop.eventLimit), waitingTime())
      now = MonotonicClock.monotonic()
      logsAccess = context.configuration.logger.logLevel <= .debug
      var hasMail = false
      for index in 0..<max(0, Int(count)) {
        let token = cs_epoll_token(events + index)
        if token == EventLoop.mailboxToken {
          hasMail = true
        } else if let connection = connection(token) {
          handle(events[index].events, of: connection)
        }
      }
      // Mail and timers may end a connection: its answer is to have left before.
      sendGathered()
      if hasMail { readMail() }
      tellTime()
      sendGathered()
    }
    closeMailbox()
  }

  func connection(_ token: UInt64) -> Connection? {
    let index = Int(token & 0x7FFF_FFFF)
    guard index < slots.count, let connection = slots[index] else { return nil }
    return connection.token == token & ~EventLoop.paceBit ? connection : nil
  }

  var connections: [Connection] { slots.compactMap { $0 } }

  func add(_ descriptor: Int32, _ peer: Address) -> Connection? {
    let index = freeSlots.popLast() ?? slots.count
    generation = (generation &+ 1) & 0xFFFF_FFFF
    let token = generation << 32 | UInt64(index)
    let connection = Connection(descriptor: descriptor, peer: peer, token: token, interest: CS_READABLE)
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
    guard connection.phase != .closed else { return }
    connection.phase = .closed
    // Closing takes it out of the epoll set: no other descriptor names this socket.
    if resets { Socket.reset(connection.descriptor) } else { Socket.close(connection.descriptor) }
    let index = Int(connection.token & 0x7FFF_FFFF)
    slots[index] = nil
    freeSlots.append(index)
    live -= 1
    context.connectionEnded()
    connection.stream?.push?.end()
    connection.stream = nil
    connection.fill = nil
    let deferral = connection.deferral
    connection.deferral = nil
    deferral?.abandon()
    deferral?.end()
  }

  func watch(_ connection: Connection, for interest: UInt32) {
    guard connection.interest != interest, connection.phase != .closed else { return }
    connection.interest = interest
    _ = cs_epoll_control(set.descriptor, EPOLL_CTL_MOD, connection.descriptor, interest, connection.token)
  }

  private func waitingTime() -> Int32 {
    guard let next = wheel.next else { return -1 }
    let wait = next - MonotonicClock.monotonic()
    return wait <= 0 ? 0 : Int32(clamping: (wait + 999_999) / 1_000_000)
  }

  private func tellTime() {
    guard let next = wheel.next, next <= now else { return }
    var due = self.due
    self.due = []
    wheel.advance(to: now, into: &due)
    for entry in due { timerFired(entry) }
    due.removeAll(keepingCapacity: true)
    self.due = due
  }
}
