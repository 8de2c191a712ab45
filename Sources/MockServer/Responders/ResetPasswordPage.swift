import Basics
import HTTP
import JSONRPC
import MockControl
import NebeusAPI
import Store

/// The page behind the link of a reset mail: a small form that sets the new password.
///
/// Source: docs/decisions.md, Authentication.
struct ResetPasswordPage: APIResponder {
  private static let token = "token"

  static func routes(through pipeline: APIPipeline) -> [Route] {
    [HTTPMethod.get, .post].map { method in
      pipeline.route(method, PasswordReset.path, queryParameters: [token], to: ResetPasswordPage())
    }
  }

  func respond(to call: APICall, in state: DatabaseState, _ response: inout Response) throws -> Outcome {
    let token = call[argument: Self.token]
    guard let login = try PasswordReset.login(of: token, in: state) else {
      show(Self.expired, status: .notFound, &response)
      return Outcome(refusal: Self.expiry)
    }
    guard call.description.method == HTTPMethod.post.name else {
      show(Self.form(for: login, complaint: nil), &response)
      return Outcome()
    }
    let (password, confirmation) = Self.fields(of: call)
    if let refusal = try PasswordReset.set(password, confirmedBy: confirmation, token: token, in: state) {
      show(Self.form(for: login, complaint: refusal), status: .badRequest, &response)
      return Outcome(refusal: refusal)
    }
    show(Self.done, &response)
    return Outcome()
  }

  private static func fields(of call: APICall) -> (password: String, confirmation: String) {
    guard let fields = call.calls?.first else { return ("", "") }
    return (fields.params["password"]?.string ?? "", fields.params["confirm_password"]?.string ?? "")
  }

  private func show(_ content: String, status: Status = .ok, _ response: inout Response) {
    response.status = status
    response.contentType = "text/html; charset=utf-8"
    response.setField(.cacheControl, "no-store")
    response.setField(.contentSecurityPolicy, "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
    response.body.append(Self.head)
    response.body.append(content)
    response.body.append("</main>\n")
  }

  private static let head: StaticString = """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Password reset</title>
    <style>
    body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: #f3f4f6; color: #1f2937 }
    main { max-width: 22rem; margin: 4rem auto; padding: 2rem; background: #fff; border-radius: .5rem }
    h1 { font-size: 1.25rem; margin: 0 0 1rem }
    label { display: block; margin: 1rem 0 }
    input { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; border: 1px solid #9ca3af; border-radius: .25rem }
    button { padding: .5rem 1rem; font: inherit; color: #fff; background: #1d4ed8; border: 0; border-radius: .25rem }
    [role=alert] { color: #b91c1c }
    </style>
    <main>

    """

  private static let expiry = "The link is unknown, used or too old."

  private static let expired = "<h1>Password reset</h1>\n<p role=\"alert\">\(expiry)</p>\n"

  private static let done = "<h1>Password reset</h1>\n<p>The new password is set: sign in with it.</p>\n"

  private static func form(for login: String, complaint: String?) -> String {
    let alert = complaint.map { "<p role=\"alert\">\(escaped($0))</p>\n" } ?? ""
    return """
      <h1>Password reset</h1>
      <p>For \(escaped(login))</p>
      \(alert)<form method="post">
      <label>New password <input type="password" name="password" autocomplete="new-password" required></label>
      <label>Once more <input type="password" name="confirm_password" autocomplete="new-password" required></label>
      <button>Set password</button>
      </form>

      """
  }

  private static func escaped(_ text: String) -> String {
    text.exchanging("&", for: "&amp;").exchanging("<", for: "&lt;").exchanging("\"", for: "&quot;")
  }
}
