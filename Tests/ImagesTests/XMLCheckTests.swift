import Testing

/// A check that a document is well-formed XML, as far as drawings of ours use it: elements, attributes and text.
///
/// Anything else (comments, declarations, entities) is refused, so that what it accepts a browser does too.
/// Source: https://www.w3.org/TR/xml/#sec-well-formed
struct XMLCheck {
  private var rest: Substring
  private var open: [Substring] = []

  /// Whether `document` is one element, properly nested, with nothing but white space around it.
  static func accepts(_ document: String) -> Bool {
    var check = XMLCheck(rest: document[...])
    return check.document()
  }

  private init(rest: Substring) { self.rest = rest }

  private mutating func document() -> Bool {
    guard rest.first == "<" else { return false }
    repeat {
      guard tag() else { return false }
      let text = rest.prefix { $0 != "<" }
      guard !text.contains("&"), !open.isEmpty || text.allSatisfy(\.isWhitespace) else { return false }
      rest = rest.dropFirst(text.count)
    } while !open.isEmpty
    return rest.isEmpty
  }

  private mutating func tag() -> Bool {
    guard take("<") else { return false }
    if take("/") { return open.popLast() == name() && take(">") }
    let element = name()
    guard !element.isEmpty, attributes() else { return false }
    if take("/") { return take(">") }
    open.append(element)
    return take(">")
  }

  private mutating func attributes() -> Bool {
    var seen: Set<Substring> = []
    while take(" ") {
      let attribute = name()
      guard !attribute.isEmpty, seen.insert(attribute).inserted, take("="), take("\"") else { return false }
      let value = rest.prefix { $0 != "\"" }
      guard !value.contains("<"), !value.contains("&") else { return false }
      rest = rest.dropFirst(value.count)
      guard take("\"") else { return false }
    }
    return true
  }

  private mutating func name() -> Substring {
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0 == "-") }
    rest = rest.dropFirst(name.count)
    return name
  }

  private mutating func take(_ expected: Character) -> Bool {
    guard rest.first == expected else { return false }
    rest.removeFirst()
    return true
  }
}

@Suite("XMLCheck")
struct XMLCheckTests {
  @Test("accepts a well-formed document", arguments: ["<a/>", "<a><b c=\"d\" e=\"\"/>f</a>\n", "<a><b></b></a>"])
  func accepts(_ document: String) {
    #expect(XMLCheck.accepts(document))
  }

  @Test(
    "refuses a malformed one",
    arguments: [
      "", "a", "<a>", "</a>", "<a></b>", "<a><b></a></b>", "<a/><b/>", "<a/>b", "<a b=c/>", "<a b=\"c/>",
      "<a b=\"<\"/>",
      "<a b=\"&\"/>", "<a>&</a>", "<a b=\"1\" b=\"2\"/>", "<a b=\"1\"c=\"2\"/>", "<a", "< a/>", "<a/", "<a b/>",
    ])
  func refuses(_ document: String) {
    #expect(!XMLCheck.accepts(document))
  }
}
