import Basics
import Instrumentation
import JSON
import JSONRPC
import OdooHTTP
import Seeds
import Store
import Time

/// Writes what was recorded of a database as a bundle, piece by piece, a line for each call.
///
/// Source: docs/replay.md.
final class BundleWriter {
  private let database: Database
  private let origin: DatabaseOrigin
  /// Whether every program of this version has the scenario.
  private let isBuiltIn: Bool
  private let clock: (now: Timestamp, isFrozen: Bool)
  private let contract: APIContract
  private let sameSite: SessionCookie.SameSite
  private let events: [Recording.Event]
  private let secrets: BundleSecrets
  private var entries: BundleEntryWriter
  /// Nil before the head is written.
  private var next: Int?

  private static let eventsAPiece = 64

  /// Throws a problem if the bundle could not be replayed, and `DatabaseError.gone`.
  init(of database: Database, by server: ControlServer) throws {
    guard let origin = database.origin else { throw Problem(foundInFile: database) }
    self.database = database
    self.origin = origin
    isBuiltIn =
      origin.source.script != nil
      || SeedFile.scenarios.contains { $0.name == database.scenario && $0.text == origin.source.text }
    contract = server.contract
    sameSite = server.cookie.sameSite
    // In one moment: what happens after it is in neither.
    (clock, events) = try database.withState { state in
      do throws(Recording.Gap) {
        return ((state.now, state.clock.isFrozen), try database.recording.events())
      } catch {
        throw Problem(error)
      }
    }
    secrets = BundleSecrets(in: events, origin.source.text)
    entries = BundleEntryWriter(secrets: secrets)
  }

  /// Writes the next piece and returns whether there are more.
  func writeNext(to out: inout ByteBuffer) -> Bool {
    guard let start = next else {
      writeHead(to: &out)
      next = 0
      return true
    }
    let end = min(start + Self.eventsAPiece, events.count)
    for place in start..<end {
      out.append(place == 0 ? "\n" : ",\n")
      Self.write(to: &out) { writer in entries.write(events[place], number: place + 1, to: &writer) }
    }
    next = end
    guard end == events.count else { return true }
    out.append("\n]}\n")
    return false
  }

  private func writeHead(to out: inout ByteBuffer) {
    Self.write(to: &out) { writer in
      writer.beginObject()
      writer.key(BundleFormat.mark)
      writer.integer(BundleFormat.version)
      writer.key("version")
      writer.string(Version.version)
    }
    Self.writeMember("database", to: &out) { writer in writeDatabase(to: &writer) }
    Self.writeMember("server", to: &out) { writer in
      writer.key("dialect")
      writer.string(contract.format.dialect.rawValue)
      writer.key("strict")
      writer.bool(contract.isStrict)
      writer.key("extensions")
      writer.bool(contract.hasExtensions)
      writer.key("cookie_same_site")
      writer.string(sameSite.rawValue)
    }
    Self.writeMember("scenario", to: &out) { writer in writeScenario(to: &writer) }
    Self.writeMember("stand_ins", to: &out) { writer in
      writer.key("session_prefix")
      writer.string(secrets.standIns.sessionPrefix)
      writer.key("sessions")
      writer.integer(secrets.standIns.sessionCount)
      writer.key("scenario_passwords")
      writer.array { writer in
        for standIn in isBuiltIn ? secrets.scenarioPasswords : [] { writer.string(standIn) }
      }
    }
    Self.writeMember("ends", to: &out) { writer in
      writer.key("now")
      writer.string(clock.now.internetDate)
      writer.key("frozen")
      writer.bool(clock.isFrozen)
    }
    out.append(",\n\"entries\":[")
  }

  private func writeDatabase(to writer: inout Writer) {
    writer.key("name")
    writer.string(database.name.text)
    writer.key("revision")
    writer.string(database.revision.rawValue)
    writer.key("made_at")
    writer.string(origin.moment.internetDate)
    writer.key("clock")
    if let clock = database.options.clock { writer.string(clock.internetDate) } else { writer.null() }
    writer.key("seed")
    if let seed = database.options.seed { writer.raw("\(seed)") } else { writer.null() }
    writer.key("entropy")
    writer.raw("\(origin.entropy)")
  }

  private func writeScenario(to writer: inout Writer) {
    writer.key("name")
    writer.string(database.scenario)
    guard !isBuiltIn else { return }
    writer.key("text")
    writer.string(String(decoding: secrets.body(origin.source.text).bytes, as: UTF8.self))
    writer.key("images")
    writer.array { writer in
      for image in origin.source.images {
        writer.object { writer in
          writer.key("file")
          writer.string(image.file)
          writer.key("owner")
          writer.integer(image.owner)
          writer.key("column")
          writer.string(image.column)
          writer.key("base64")
          writer.string(Base64.encode(image.bytes))
        }
      }
    }
  }

  /// A member of the file's head, on a line of its own: an object with the members that `body` writes.
  private static func writeMember(_ name: StaticString, to out: inout ByteBuffer, _ body: (inout Writer) -> Void) {
    out.append(",\n\"")
    out.append(name)
    out.append("\":")
    write(to: &out) { writer in writer.object { writer in body(&writer) } }
  }

  private static func write(to out: inout ByteBuffer, _ body: (inout Writer) -> Void) {
    var taken = ByteBuffer()
    swap(&taken, &out)
    var writer = Writer(taken, encoding: .utf8)
    body(&writer)
    out = writer.finish()
  }
}

extension Problem {
  private static let hint = "reset or replace the database before the calls that are to be replayed"

  fileprivate init(foundInFile database: Database) {
    self.init(
      .conflict,
      "the database \(database.name) was opened from a file of --data, so what it started from is unknown: \(Self.hint)"
    )
  }

  fileprivate init(_ gap: Recording.Gap) {
    let detail =
      switch gap {
      case .tooManyCalls(let limit):
        "more than \(limit) calls since the database was made or reset: keep more with --journal, or \(Self.hint)"
      case .tooManyBytes(let limit):
        "more than \(limit >> 20) MiB of calls since the database was made or reset: \(Self.hint)"
      case .olderSnapshot(let name):
        "the database was restored to the snapshot \(name), which was made before its last reset: \(Self.hint), and make "
          + "the snapshot after that"
      }
    self.init(.conflict, detail)
  }
}
