import Time

/// What a connection waits for when everything that could be done for it has been done.
struct ConnectionWait: Equatable {
  /// What the socket is watched for; nil leaves that as it is, which spares a system call.
  var interest: Readiness?
  /// When it has waited long enough, in nanoseconds; nil leaves that as it is, and `.max` is never.
  var deadline: Int64?
  /// Whether the next drops of a dripping answer are to be sent when they are due.
  var drips = false

  init(interest: Readiness? = nil, deadline: Int64? = nil, drips: Bool = false) {
    self.interest = interest
    self.deadline = deadline
    self.drips = drips
  }

  /// - Parameters:
  ///   - drip: how what waits to be sent is paced
  ///   - timeout: how long a client may say nothing, or take nothing
  init(of state: ConnectionState, hasOutput: Bool, drip: Drip?, now: Int64, timeout: Int64) {
    switch state {
    case .closed, .draining: self.init()
    case .reading(.nothing) where !hasOutput: self.init(interest: .readable, deadline: now &+ timeout)
    // A request has its time from its first byte, however slowly it comes.
    case .reading where !hasOutput: self.init(interest: .readable)
    // Most are completed before the client sends anything: whether it goes is watched once it has.
    case .suspended where !hasOutput: self.init(deadline: .max)
    case .streaming(let stream, _) where !hasOutput && stream.push != nil:
      let interval = stream.push?.keepAlive?.interval
      self.init(interest: .peerClosed, deadline: interval.map { now &+ $0.nanoseconds } ?? .max)
    case .reading, .suspended, .streaming, .finishing:
      if let drip {
        self.init(interest: .peerClosed, deadline: drip.stuckSince.map { $0 &+ timeout } ?? .max, drips: true)
      } else {
        self.init(interest: state.suspension == nil ? .writable : [.writable, .peerClosed], deadline: now &+ timeout)
      }
    }
  }
}
