import Basics
import HTTP
import JSON
import JSONRPC
import NebeusAPI

/// Makes the calls, one after the other, and collects what is not as the contract has it.
struct Verifier {
  struct Credentials {
    let login: String
    let password: String
  }

  let client: BackendClient
  let credentials: Credentials?
  let chapters: [Chapter]
  let examples: [VerifyExample]
  let comparison: SchemaComparison
  /// Whether endpoints are called that change something.
  let writes: Bool

  /// Throws `Failure` where the backend doesn't answer or refuses the login.
  func run() throws(Failure) -> VerifyReport {
    var report = VerifyReport()
    var count = 0
    var session: String?
    if credentials != nil { session = try signIn(into: &report, &count) }
    for chapter in chapters {
      for endpoint in chapter.endpoints where endpoint.since <= comparison.format.revision {
        guard writes || endpoint.effect == .reads else {
          report.endpoints.append(.init(path: endpoint.path, chapter: chapter.name, isLeftOut: true))
          continue
        }
        // A call that writes may end the session: each endpoint has one of its own then.
        if writes, credentials != nil, endpoint.effect != .reads { session = try signIn(into: &report, &count) }
        let calls = EndpointCalls(
          endpoint, examples: examples, in: comparison.format.revision, hasSession: session != nil)
        var part = VerifyReport.Endpoint(path: endpoint.path, chapter: chapter.name)
        for call in calls.all {
          count += 1
          part.checks.append(try check(call, of: endpoint, id: "verify-\(count)", session))
        }
        if endpoint.access == .session, session == nil { part.lacksSession = true }
        report.endpoints.append(part)
      }
    }
    return report
  }

  private func check(
    _ call: VerifyCall, of endpoint: Endpoint<CallContext>, id: String, _ session: String?
  ) throws(Failure) -> VerifyReport.Check {
    let body = call.body(id: id)
    let given: String? =
      switch call.session {
      case .none: nil
      case .own: session
      case .unknown: Self.unknownSession
      }
    let reply = try client.post(call.path, body, session: given)
    let drifts = AnswerCheck(endpoint: endpoint, comparison: comparison).drifts(in: reply, to: call, id: id)
    return VerifyReport.Check(title: call.title, path: call.path, body: masked(body), drifts: drifts)
  }

  private static let unknownSession = String(repeating: "0", count: 64)

  /// Signs in, which is itself held against the contract the first time.
  private func signIn(into report: inout VerifyReport, _ count: inout Int) throws(Failure) -> String? {
    guard let credentials else { return nil }
    count += 1
    let call = VerifyCall(
      title: "signing in", path: SignIn.endpoint.path,
      params: [
        (SignIn.login.name, VerifyCall.quoted(credentials.login)),
        (SignIn.password.name, VerifyCall.quoted(credentials.password)),
      ], session: .none, expectation: .success)
    let id = "verify-\(count)"
    let reply = try client.post(call.path, call.body(id: id), session: nil)
    let root = try? Document(parsing: reply.body).root
    let envelope = root?.envelope
    guard let session = (envelope?["result"] ?? envelope)?["session_id"]?.string else {
      let text = String(decoding: reply.body.prefix(200), as: UTF8.self)
      throw Failure(code: ExitCode.failure, message: "\(credentials.login) can't sign in: \(reply.status) \(text)")
    }
    if count == 1 {
      let drifts = AnswerCheck(endpoint: SignIn.endpoint, comparison: comparison).drifts(in: reply, to: call, id: id)
      report.endpoints.append(
        .init(
          path: SignIn.endpoint.path, chapter: "Signing in",
          checks: [.init(title: call.title, path: call.path, body: masked(call.body(id: id)), drifts: drifts)]))
    }
    return session
  }

  /// A body as reports show it: without the password.
  private func masked(_ body: String) -> String {
    guard let credentials else { return body }
    return body.exchanging(VerifyCall.quoted(credentials.password), for: "\"***\"")
  }
}
