import Testing

@testable import HTTP

@Suite("What a client accepts")
struct AcceptListTests {
  struct Client: Sendable, CustomTestStringConvertible {
    let accept: String
    let prefersHTML: Bool

    var testDescription: String { accept }
  }

  @Test(
    "is HTML for those who name it and want JSON less",
    arguments: [
      Client(accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", prefersHTML: true),
      Client(accept: "TEXT/HTML ; Q=0.3, application/json;q=0.2", prefersHTML: true),
      Client(accept: "text/html", prefersHTML: true),
      Client(accept: "text/html;q=0.5, application/json", prefersHTML: false),
      Client(accept: "text/html, application/json", prefersHTML: false),
      Client(accept: "text/html;q=0", prefersHTML: false),
      Client(accept: "text/html;q=0.5, */*", prefersHTML: false),
      Client(accept: "text/html;q=2", prefersHTML: false),
      Client(accept: "text/html;q=0.1234", prefersHTML: false),
      Client(accept: "text/html;level=1;q=0.7, text/*;q=0.1", prefersHTML: true),
      Client(accept: "text/*", prefersHTML: false),
      Client(accept: "*/*", prefersHTML: false),
      Client(accept: "application/json", prefersHTML: false),
      Client(accept: "text/htmlx, html, /", prefersHTML: false),
      Client(accept: "", prefersHTML: false),
    ])
  func preference(_ client: Client) {
    #expect(AcceptList(client.accept).prefersHTML == client.prefersHTML)
  }
}
