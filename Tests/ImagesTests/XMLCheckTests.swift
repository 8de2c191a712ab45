import Testing

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
