import Basics
import Store

/// Turns stand-ins into what a server that replays a bundle has in their place, and that into stand-ins again: its own
/// sessions, and the passwords of a scenario that it has itself.
package struct Restoration: Sendable {
  private let passwords: [(standIn: String, password: String)]
  private var sessions: [(name: String, id: String)] = []
  private var known: Set<String> = []
  private let names: [String]
  private var toReal = ByteSubstitution([])
  private var toStandIns = ByteSubstitution([])

  /// - Parameter scenario: the text of the scenario that the bundle names. Throws `BundleError` if that is another one.
  package init(of bundle: Bundle, scenario: [UInt8]) throws(BundleError) {
    let own = bundle.scenarioPasswords.isEmpty ? [] : BundleSecrets.passwords(in: scenario)
    guard own.count == bundle.scenarioPasswords.count else {
      throw BundleError("made of another scenario \(bundle.options.scenario) than this program's")
    }
    passwords = zip(bundle.scenarioPasswords, own).map { ($0, $1) }
    names = bundle.sessionCount > 0 ? (1...bundle.sessionCount).map { bundle.sessionPrefix + "\($0)" } : []
    update()
  }

  /// Notes the session that the replaying server has issued where one of that name was.
  package mutating func note(session id: String, as name: String) {
    guard known.insert(name).inserted else { return }
    sessions.append((name, id))
    update()
  }

  /// What stand-ins stand for.
  package func restored(_ bytes: [UInt8]) -> [UInt8] { toReal.apply(bytes) }

  package func restored(_ text: String) -> String { String(decoding: restored(Array(text.utf8)), as: UTF8.self) }

  /// Stand-ins for what they stand for, as a bundle would have it.
  package func disguised(_ bytes: [UInt8]) -> [UInt8] { CardStandIn.replaceNumbers(in: toStandIns.apply(bytes)) }

  private mutating func update() {
    let pairs = sessions.map { (name: Array($0.name.utf8), id: Array($0.id.utf8)) }
    // A name that no session has yet is one by itself: it may begin as a shorter one does.
    let others = names.filter { !known.contains($0) }.map { Array($0.utf8) }
    let least = ByteSubstitution.leastBytes
    toReal = ByteSubstitution(
      pairs.map { ($0.name, $0.id) } + others.map { ($0, $0) }
        + passwords.filter { $0.standIn.utf8.count >= least }.map { (Array($0.standIn.utf8), Array($0.password.utf8)) })
    toStandIns = ByteSubstitution(
      pairs.filter { $0.id.count >= least }.map { ($0.id, $0.name) }
        + passwords.filter { StandIns.isDistinctive($0.password) }.flatMap { pair in
          zip(StandIns.writtenForms(pair.password), StandIns.writtenForms(pair.standIn)).map { ($0, $1) }
        })
  }
}
