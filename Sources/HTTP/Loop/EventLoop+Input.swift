import CSockets
import Time

/// Reading: one receive for each time that there is something, and all the requests that it completes.
extension EventLoop {
  /// How much of what a client sends after the last answer is thrown away, and for how long.
  private static let drainLimit = 1 << 26
  static let drainTime: Int64 = 5_000_000_000
  /// The same while the server stops: many clients keep a connection until they next want to use it.
  static let lastDrainTime: Int64 = 250_000_000

  func receive(_ connection: Connection) {
    let hadInput = connection.input != nil
    var input = connection.input.take() ?? scratch.take() ?? InputBuffer(capacity: InputBuffer.pieceSize)
    let received = input.receive(from: connection.descriptor)
    if case .bytes = received { process(connection, &input) }
    keep(consume input, of: connection, isOwn: hadInput)
    switch received {
    case .bytes: leave(connection)
    case .nothing: break
    // A request cut short has no answer: the client can't have meant it.
    case .end, .failed: close(connection)
    }
  }

  /// Goes on with what came while an answer was on its way.
  func resume(_ connection: Connection) {
    connection.phase = .reading
    if var input = connection.input.take() {
      process(connection, &input)
      keep(consume input, of: connection, isOwn: true)
    }
    leave(connection)
  }

  /// Answers every whole request in `input`, while the client takes the answers.
  private func process(_ connection: Connection, _ input: inout InputBuffer) {
    var parser = connection.parser.take() ?? spareParser.take() ?? newParser()
    reading: while connection.phase == .reading, !connection.hasOutput, !input.isEmpty {
      switch parser.parse(input.bytes) {
      case .complete(let count):
        connection.isPartial = false
        connection.isHeadChecked = false
        answer(connection, parser, UnsafeRawBufferPointer(input.bytes))
        parser.reset()
        input.consume(count)
        if out.count >= EventLoop.highWater { flush(connection) }
      case .incomplete:
        if parser.hasHead, !connection.isHeadChecked {
          connection.isHeadChecked = true
          checkHead(connection, parser, UnsafeRawBufferPointer(input.bytes))
        }
        input.dropLast(parser.compact(input.bytes))
        break reading
      case .malformed(let failure):
        refuse(connection, failure, parser, UnsafeRawBufferPointer(input.bytes))
        break reading
      }
    }
    if connection.phase == .reading, !input.isEmpty {
      if !connection.hasOutput { startRequestTime(connection) }
      // What it has read of a body stands in the input without its framing: only this parser can go on from there.
      connection.parser = consume parser
    } else {
      parser.reset()
      spareParser = consume parser
    }
  }

  /// A request has its time from its first byte, however slowly it drips.
  private func startRequestTime(_ connection: Connection) {
    guard !connection.isPartial else { return }
    connection.isPartial = true
    setDeadline(of: connection, to: now &+ idleTimeout)
  }

  /// Gives the loop its buffer back; only what is left over becomes the connection's own.
  private func keep(_ input: consuming InputBuffer, of connection: Connection, isOwn: Bool) {
    let isWanted = !input.isEmpty && (connection.phase == .reading || isAnswering(connection))
    if isWanted, isOwn {
      connection.input = consume input
    } else if isWanted {
      var own = InputBuffer(capacity: max(1024, input.count * 2))
      own.append(UnsafeRawBufferPointer(input.bytes))
      connection.input = consume own
      input.removeAll()
      scratch = consume input
    } else if !isOwn {
      input.removeAll()
      scratch = consume input
    }
  }

  private func isAnswering(_ connection: Connection) -> Bool {
    connection.phase == .suspended || connection.phase == .streaming
  }

  /// Says what the connection waits for now, and for how long.
  func settle(_ connection: Connection) {
    switch connection.phase {
    case .reading where !connection.hasOutput:
      watch(connection, for: CS_READABLE)
      if !connection.isPartial { setDeadline(of: connection, to: now &+ idleTimeout) }
      if isStopping, !connection.isPartial { close(connection) }
    case .suspended where !connection.hasOutput:
      setDeadline(of: connection, to: .max)
    case .streaming where !connection.hasOutput && connection.stream?.push != nil:
      watch(connection, for: CS_PEER_CLOSED)
      let interval = connection.stream?.push?.keepAlive?.interval
      setDeadline(of: connection, to: interval.map { now &+ $0.nanoseconds } ?? .max)
    case .draining, .closed:
      break
    default:
      waitToSend(connection)
    }
  }

  func drain(_ connection: Connection) {
    var input = scratch.take() ?? InputBuffer(capacity: InputBuffer.pieceSize)
    let received = input.receive(from: connection.descriptor)
    connection.drained += input.count
    input.removeAll()
    scratch = consume input
    switch received {
    case .bytes where connection.drained <= EventLoop.drainLimit, .nothing: break
    default: close(connection)
    }
  }

  private func newParser() -> RequestParser {
    RequestParser(bodyLimit: context.configuration.maxBody)
  }
}
