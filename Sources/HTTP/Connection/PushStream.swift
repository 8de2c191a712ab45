import Basics
import Synchronization

/// A response body that goes on after its handler has returned, for example server-sent events.
///
/// Any thread writes; the connection's loop sends. What the client has not taken yet waits in a buffer of `limit`
/// bytes, and a write that has no room in it is refused as a whole, so that a slow client holds up nobody. An idle
/// stream costs its connection, and one timer for the keep-alive bytes. The stream ends when the client goes away or
/// ends its side, when `finish` is called, or when the server stops.
package final class PushStream: Sendable {
  package enum Written: Sendable, Equatable {
    case taken
    /// Nothing was written; `onRoom` is called when the client has taken what was written before.
    case full
    /// Nobody reads any more.
    case ended
  }

  /// What is sent when nothing else was for `interval`.
  package struct KeepAlive: Sendable {
    let bytes: [UInt8]
    let interval: Duration

    package init(_ text: String, every interval: Duration) {
      bytes = Array(text.utf8)
      self.interval = interval
    }
  }

  private struct State {
    var pending: [UInt8] = []
    /// The loop has been told that there is something to take.
    var isAnnounced = false
    var isFinished = false
    var hasEnded = false
    var hasRefused = false
    var onEnd: (@Sendable () -> Void)?
    var onRoom: (@Sendable () -> Void)?
  }

  let keepAlive: KeepAlive?
  private let limit: Int
  private let ticket: Ticket
  private let mailbox: Mailbox?
  private let state = Mutex(State())

  init(limit: Int, keepAlive: KeepAlive?, ticket: Ticket, mailbox: Mailbox?) {
    self.limit = limit
    self.keepAlive = keepAlive
    self.ticket = ticket
    self.mailbox = mailbox
  }

  /// Sends these bytes as soon as the client takes them.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>) -> Written {
    let (written, isFirst) = state.withLock { state -> (Written, Bool) in
      guard !state.isFinished, !state.hasEnded else { return (.ended, false) }
      let count = state.pending.count
      state.pending.append(contentsOf: bytes)
      guard state.pending.count <= limit else {
        state.pending.removeSubrange(count...)
        state.hasRefused = true
        return (.full, false)
      }
      defer { state.isAnnounced = true }
      return (.taken, !state.isAnnounced)
    }
    if isFirst { mailbox?.post(.stream(ticket)) }
    return written
  }

  /// Ends the body behind what was written; later writes are refused.
  package func finish() {
    let isFirst = state.withLock { state in
      guard !state.isFinished, !state.hasEnded else { return false }
      state.isFinished = true
      defer { state.isAnnounced = true }
      return !state.isAnnounced
    }
    if isFirst { mailbox?.post(.stream(ticket)) }
  }

  /// Calls `act` once when nobody reads any more, on the loop; at once if that is so already.
  package func onEnd(_ act: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      if !state.hasEnded { state.onEnd = act }
      return state.hasEnded
    }
    if isLate { act() }
  }

  /// Calls `act` each time that the client has taken everything after a write was refused, on the loop.
  package func onRoom(_ act: @escaping @Sendable () -> Void) {
    state.withLock { state in
      if !state.hasEnded { state.onRoom = act }
    }
  }

  /// Called by the loop: appends what waits; true if nothing will come after it.
  func take(into piece: inout ByteBuffer) -> Bool {
    let (pending, isLast) = state.withLock { state in
      var pending: [UInt8] = []
      swap(&pending, &state.pending)
      state.isAnnounced = false
      return (pending, state.isFinished)
    }
    piece.append(pending)
    return isLast
  }

  /// Called by the loop when all that was taken has left.
  ///
  /// What was written meanwhile is taken next, and only then is there room.
  func drained() {
    let act = state.withLock { state in
      guard state.hasRefused, state.pending.isEmpty else { return nil as (@Sendable () -> Void)? }
      state.hasRefused = false
      return state.onRoom
    }
    act?()
  }

  /// Called by the loop when nothing more will be sent.
  func end() {
    let acts = state.withLock { state in
      defer {
        state.hasEnded = true
        state.pending = []
        state.onEnd = nil
        state.onRoom = nil
      }
      return (state.hasEnded ? nil : state.onEnd, state.onRoom)
    }
    // What they hold goes away outside of the lock.
    withExtendedLifetime(acts) { acts.0?() }
  }
}
