import HTTP
import JSON
import Store

/// `GET /_mock/health`: whether the server answers, and how it is.
///
/// Source: docs/control.md.
struct HealthRoute: Sendable {
  let gate: ControlRouter
  let started = ContinuousClock.now

  func route() -> Route {
    gate.route(.get, Control.healthPath, isOpen: true) { _, response in
      response.answer { writer in
        writer.object { writer in
          writer.key("status")
          writer.string("ok" as StaticString)
          writer.key("version")
          writer.string(Version.version)
          writer.key("uptime")
          writer.integer(Int(started.duration(to: .now).components.seconds))
          writer.key("databases")
          writer.integer(gate.databases.count)
        }
      }
    }
  }
}
