import Basics
import Glibc
import JSON
import MockControl
import NebeusSchema
import SQLite
import ServerTestSupport
import Time

@testable import MockServer
@testable import NebeusAPI
@testable import Store

/// The files of a stored template, as they are made from a scenario.
struct TemplateFiles {
  let pages: [UInt8]
  let description: String

  /// Where the two are, in `Seeds`.
  static let folder = "Seeds/templates"
  static let command = "`Scripts/update-templates`"
  static let isToBeWritten = getenv("UPDATE_TEMPLATES") != nil

  private static let first = Day(year: 2017, month: 2, day: 28)
  /// To a day with another year, month and day.
  private static let distance = 4_321

  /// Loads the scenario on two days, and finds in the pages of the one what is a day and moved in the other.
  init(of name: String) throws {
    guard let first = Self.first else { throw Failure(message: "no first day") }
    let (loaded, sessions) = try Self.loaded(name, on: first)
    let pages = try Self.withoutRemains(loaded)
    let moved = try Self.withoutRemains(Self.loaded(name, on: first.advanced(by: Self.distance)).pages)
    guard pages.count == moved.count else { throw Failure(message: "on another day there are more or fewer pages") }
    var places: [Int: [Int]] = [:]
    var place = 0
    while place < pages.count {
      guard let day = Self.day(pages, at: place), let other = Self.day(moved, at: place),
        other.number - day.number == Self.distance
      else {
        // What differs beside days, an index in another order say, is no template to be moved.
        guard pages[place] == moved[place] else {
          let (one, two) = (pages[place - 20..<place + 20], moved[place - 20..<place + 20])
          throw Failure(
            message: "byte \(place) depends on the day: \(String(decoding: one, as: UTF8.self).debugDescription), "
              + "\(String(decoding: two, as: UTF8.self).debugDescription)")
        }
        place += 1
        continue
      }
      places[day.number - first.number, default: []].append(place)
      place += 10
    }
    self.pages = pages
    let text = try SeedLibrary().text(of: name)?.text ?? []
    let days = places.sorted { $0.key < $1.key }.map { #"  {"offset": \#($0.key), "places": \#($0.value)}"# }
    description = """
      {
      "origin": "\(StoredTemplate.origin(text, .nebeus))",
      "sessions": \(sessions),
      "days": [
      \(days.joined(separator: ",\n"))
      ]
      }

      """
  }

  /// The pages of the scenario's text on that day, and the sessions in them.
  static func loaded(_ name: String, on day: Day) throws -> (pages: [UInt8], sessions: [String]) {
    let scenario = try ScenarioSource(of: name, in: SeedLibrary()).scenario(name)
    let template = try Template(of: scenario, schema: .nebeus, now: day.start, hash: hash)
    return (template.pages.bytes, template.sessions)
  }

  /// With a salt that is always the same, so that the files are, too.
  private static func hash(_ password: String) throws -> String {
    guard let hash = Password.crypt(password, setting: "$6$rounds=1000$demoscenario$") else {
      throw Failure(message: "no hash of a password")
    }
    return hash
  }

  /// The same database without what is left in its pages of cells that have moved: parts of days, say.
  private static func withoutRemains(_ pages: [UInt8]) throws -> [UInt8] {
    let connection = try SQLiteConnection(.memory)
    try connection.deserialize(pages)
    try connection.execute("PRAGMA secure_delete = ON; VACUUM")
    return try connection.serialize()
  }

  /// The day that is written at that place; nil if there is none.
  private static func day(_ bytes: [UInt8], at place: Int) -> Day? {
    guard place + 10 <= bytes.count, (0x30...0x39).contains(bytes[place]) else { return nil }
    return Timestamp("\(String(decoding: bytes[place..<place + 10], as: UTF8.self)) 00:00:00")?.day
  }

  struct Failure: Error {
    let message: String
  }
}
