import Basics
import JSON
import NebeusAPI
import Store

/// What stands in a bundle for passwords, session ids and what belongs to payment cards: the same for the same,
/// wherever it occurs.
///
/// A password's stand-in has as many characters of the same kinds, so that what is refused of one is refused of the
/// other; of the password itself it says nothing more. A session is called by its number. It is all chosen as it is
/// found, and the same whenever a bundle is asked for.
final class StandIns {
  /// The shortest text that is replaced wherever it occurs, not only where its name says what it is.
  private static let leastDistinctive = 8

  let sessionPrefix: String
  private var random = RandomSource(seed: 1)
  private var passwords: [ExactText: String] = [:]
  private var sessions: [ExactText: String] = [:]
  private var hashes: [String: String] = [:]
  private var taken: Set<String> = []

  init(sessionPrefix: String) {
    self.sessionPrefix = sessionPrefix
  }

  var sessionCount: Int { sessions.count }
  /// Whether a session's id is too short to be replaced wherever it occurs.
  var hasShortSessions: Bool { sessions.keys.contains { $0.text.utf8.count < Self.leastDistinctive } }

  func standIn(for value: String, _ kind: Redaction.Kind) -> String {
    guard !value.isEmpty else { return value }
    switch kind {
    case .password: return PasswordHash.isOne(value) ? hash(value) : password(value)
    case .session: return session(value)
    case .cardNumber: return String(decoding: CardStandIn.number(Array(value.utf8)), as: UTF8.self)
    case .cardCode: return CardStandIn.code(value)
    }
  }

  func session(_ id: String) -> String {
    if let known = sessions[ExactText(id)] { return known }
    let name = sessionPrefix + "\(sessions.count + 1)"
    sessions[ExactText(id)] = name
    return name
  }

  /// Blanks around a password are those of its stand-in.
  func password(_ password: String) -> String {
    let isBlank: (Character) -> Bool = { $0.isWhitespace }
    let core = password.drop(while: isBlank)
    let end = core.lastIndex { !isBlank($0) }.map { core.index(after: $0) } ?? core.startIndex
    let word = String(core[..<end])
    guard !word.isEmpty else { return password }
    return password[..<core.startIndex] + standIn(for: word) + core[end...]
  }

  private func standIn(for password: String) -> String {
    if let known = passwords[ExactText(password)] { return known }
    taken.insert(password)
    var length = 0
    var made: String
    repeat {
      // Few texts are as short as some passwords.
      made = look(alike: password) + String((0..<length / 20).map { _ in letter("a") })
      length += 1
    } while !taken.insert(made).inserted
    passwords[ExactText(password)] = made
    return made
  }

  private func look(alike text: String) -> String {
    var made = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z": made.append(contentsOf: letter("a").unicodeScalars)
      case "A"..."Z": made.append(contentsOf: letter("A").unicodeScalars)
      // Not 0: it could begin a number.
      case "0"..."9": made.append(Unicode.Scalar(UInt8(ascii: "1") + UInt8(random.number(below: 9))))
      case "!"..."~": made.append(contentsOf: pick("-._~").unicodeScalars)
      default: made.append(other(scalar))
      }
    }
    return String(made)
  }

  private func letter(_ first: Unicode.Scalar) -> Character {
    Character(Unicode.Scalar(UInt8(first.value) + UInt8(random.number(below: 26))))
  }

  private func pick(_ characters: String) -> Character {
    characters[characters.index(characters.startIndex, offsetBy: Int(random.number(below: UInt64(characters.count))))]
  }

  /// A letter that has as many bytes; what isn't one by itself stays, so that there are as many characters.
  private func other(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard scalar.properties.isAlphabetic, !scalar.properties.isGraphemeExtend else { return scalar }
    let first: UInt32 =
      switch scalar.utf8.count {
      case 2: 0x430
      case 3: 0xAC00
      default: 0x1_0400
      }
    return Unicode.Scalar(first + UInt32(random.number(below: 32))) ?? scalar
  }

  /// The hash of the stand-in of the password whose hash it is; a hash of a password that isn't known stays.
  private func hash(_ hash: String) -> String {
    if let known = hashes[hash] { return known }
    let password = passwords.first { Password.verify($0.key.text, against: hash) }
    // One that can't be hashed has no hash.
    let made = password.flatMap { try? Password.hash($0.value) } ?? hash
    hashes[hash] = made
    return made
  }

  /// What replaces secrets in texts that don't name them: every session, and passwords that no other text is likely to
  /// have.
  func substitution() -> ByteSubstitution {
    var pairs: [(from: [UInt8], to: [UInt8])] = []
    for (id, name) in sessions where id.text.utf8.count >= Self.leastDistinctive {
      pairs.append((Array(id.text.utf8), Array(name.utf8)))
    }
    for (password, standIn) in passwords where Self.isDistinctive(password.text) {
      pairs += zip(Self.writtenForms(password.text), Self.writtenForms(standIn)).map { ($0, $1) }
    }
    return ByteSubstitution(pairs)
  }

  /// Whether it has both letters and something else, and isn't an address, which may be a login as well.
  static func isDistinctive(_ password: String) -> Bool {
    password.utf8.count >= leastDistinctive && password.contains { $0.isLetter } && password.contains { !$0.isLetter }
      && !password.contains("@")
  }

  /// How a text is written as it is, in JSON of UTF-8 and of ASCII, and in a form.
  static func writtenForms(_ text: String) -> [[UInt8]] {
    let json = [Encoding.utf8, .ascii].map { encoding in Array(text.json(encoding).dropFirst().dropLast()) }
    return [Array(text.utf8)] + json + [Array(PercentEncoding.encode(text).utf8)]
  }
}
