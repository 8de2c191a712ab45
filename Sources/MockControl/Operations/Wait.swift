import HTTP
import Instrumentation
import Store

/// Puts a control call's answer off until something is true of a database, or for `limit` at most.
///
/// It is not waited for any longer once the client has ended its side or the server is to stop.
struct Wait: Sendable {
  typealias Answer = @Sendable (inout Response) throws -> Void

  private let database: Database
  private let server: ControlServer
  private let limit: Duration

  init(for database: Database, of server: ControlServer, limit: Duration) {
    self.database = database
    self.server = server
    self.limit = limit
  }

  /// - Parameters:
  ///   - check: the answer, as soon as there is one; called whenever something may have changed, on any thread.
  ///   - instead: what is answered where nothing came in time.
  func answer(_ response: inout Response, check: @escaping @Sendable () -> Answer?, instead: @escaping Answer) {
    let deferral = response.defer()
    let waiter = Waiters.Waiter {
      guard let answer = check() else { return false }
      complete(deferral, answer)
      return true
    } cancel: { error in
      complete(deferral) { _ in throw error }
    }
    let waiting = database.waiting
    guard let id = waiting.add(waiter) else { return }
    let giveUp: @Sendable () -> Void = {
      waiting.remove(id)
      complete(deferral, instead)
    }
    // A client that has ended its side may have gone: it would be waited for to no end, as in a server that stops.
    deferral.onAbandon(giveUp)
    deferral.onStop(giveUp)
    deferral.fallBack(after: limit) { response in
      waiting.remove(id)
      fill(&response, instead)
    }
  }

  private func complete(_ deferral: Deferral, _ answer: @escaping Answer) {
    deferral.complete { response in fill(&response, answer) }
  }

  private func fill(_ response: inout Response, _ answer: Answer) {
    do {
      try answer(&response)
    } catch {
      server.write(error, to: &response)
    }
  }
}
