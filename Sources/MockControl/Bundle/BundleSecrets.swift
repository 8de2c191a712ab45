import Basics
import Instrumentation
import JSON
import Store

/// The secrets of a recording and of the scenario that it began with, and what stands for them in a bundle.
///
/// All is gone through before anything is written: what is a secret in one call may be a text in an earlier one.
final class BundleSecrets {
  let standIns: StandIns
  /// The stand-ins of the scenario's passwords, in the order of its text.
  let scenarioPasswords: [String]
  private let rewriter: SecretRewriter
  private let substitution: ByteSubstitution

  init(in events: [Recording.Event], _ scenario: [UInt8]) {
    let standIns = StandIns(sessionPrefix: Self.sessionPrefix(absentFrom: events, scenario))
    let rewriter = SecretRewriter { value, kind in standIns.standIn(for: value, kind) }
    scenarioPasswords = Self.passwords(in: scenario).map { standIns.password($0) }
    for event in events {
      switch event {
      case .struck(let held), .waits(let held): Self.find(in: held.request, rewriter)
      case .answered(let record, _, let sessions):
        Self.find(in: record.request, rewriter)
        for session in sessions { _ = standIns.session(session) }
      case .controlled(let record):
        _ = rewriter.body(record.body)
        if let session = record.session { _ = standIns.session(session) }
      }
    }
    // Last, since the hashes in it are those of passwords that are known by now.
    _ = rewriter.body(scenario)
    self.standIns = standIns
    self.rewriter = rewriter
    substitution = standIns.substitution()
  }

  /// A request's body, or a scenario, and whether it names a secret.
  func body(_ bytes: [UInt8]) -> (bytes: [UInt8], hasSecret: Bool) {
    let rewritten = rewriter.body(bytes)
    return (text(rewritten), rewritten != bytes)
  }

  /// An answer's body. Only sessions have a name in answers.
  func answer(_ bytes: [UInt8]) -> [UInt8] {
    text(standIns.hasShortSessions ? rewriter.body(bytes) : bytes)
  }

  func target(path: String, query: String?) -> String {
    text(path + (query.map { "?" + rewriter.query($0) } ?? ""))
  }

  /// The lines of a header.
  func headers(_ fields: [UInt8]) -> [String] { rewriter.fields(fields).map { text($0) } }

  /// A text whose secrets have no name.
  func text(_ text: String) -> String { String(decoding: self.text(Array(text.utf8)), as: UTF8.self) }

  private func text(_ bytes: [UInt8]) -> [UInt8] { CardStandIn.replaceNumbers(in: substitution.apply(bytes)) }

  /// The passwords of a scenario, in order and each once.
  static func passwords(in scenario: [UInt8]) -> [String] {
    var passwords: [String] = []
    var known: Set<ExactText> = []
    let rewriter = SecretRewriter { value, kind in
      if kind == .password, !PasswordHash.isOne(value), known.insert(ExactText(value)).inserted {
        passwords.append(value)
      }
      return value
    }
    _ = rewriter.body(scenario)
    return passwords
  }

  private static func find(in request: JournalRecord.Request, _ rewriter: SecretRewriter) {
    _ = rewriter.body(request.body)
    _ = rewriter.fields(request.fields)
    _ = request.query.map { rewriter.query($0) }
  }

  /// What sessions are called, so that no text has such a name by chance.
  private static func sessionPrefix(absentFrom events: [Recording.Event], _ scenario: [UInt8]) -> String {
    let texts = [scenario] + events.flatMap(texts)
    var prefix = "session-"
    while true {
      let names = ByteSubstitution((0...9).map { (Array("\(prefix)\($0)".utf8), []) })
      guard texts.contains(where: names.isFound) else { return prefix }
      prefix += "-"
    }
  }

  private static func texts(of event: Recording.Event) -> [[UInt8]] {
    func texts(_ request: JournalRecord.Request) -> [[UInt8]] {
      [request.body, request.fields, Array(request.path.utf8), Array((request.query ?? "").utf8)]
    }
    switch event {
    case .struck(let held), .waits(let held): return texts(held.request)
    case .answered(let record, _, _):
      return texts(record.request)
        + [record.answer?.json, record.answer?.text, record.answer?.fields].compactMap(\.self)
    case .controlled(let record): return [record.body, Array(record.target.utf8)]
    }
  }
}
