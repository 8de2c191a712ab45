import HTTP
import JSON

/// `GET /_mock/examples`: the manifest, so that a client's tests can replay what the reference shows.
struct ExamplesRoute: Sendable {
  let gate: ControlRouter
  let manifest: Manifest

  func route() -> Route {
    gate.route(.get, "/_mock/examples") { _, response in
      response.answer { writer in
        writer.array { writer in
          for example in manifest.examples { writer.value(example) }
        }
      }
    }
  }
}
