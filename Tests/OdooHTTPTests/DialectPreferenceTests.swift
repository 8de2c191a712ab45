import JSONRPC
import OdooHTTP
import Testing

@Suite("Prefer: dialect")
struct DialectPreferenceTests {
  @Test(
    "names a dialect among other preferences, in either case, quoted or not",
    arguments: [
      ("dialect=jsonrpc", .jsonrpc), ("dialect=documented", .documented), ("Dialect = \"jsonrpc\" ", .jsonrpc),
      ("return=minimal, dialect=jsonrpc", .jsonrpc), ("\tdialect\t=\tjsonrpc\t;x=y, wait=5", .jsonrpc),
      // The first counts.
      ("dialect=jsonrpc, dialect=documented", .jsonrpc), ("dialect=other, dialect=jsonrpc", nil),
      ("dialect, dialect=jsonrpc", .jsonrpc),
      ("", nil), ("dialect", nil), ("dialect=", nil), ("dialect=JSONRPC", nil), ("dialect=\"jsonrpc", nil),
      ("dialect=\"", nil), ("dialect==jsonrpc", nil), ("a=dialect=jsonrpc", nil), ("dialects=jsonrpc", nil),
      (",;,=,", nil), ("dialect=\"jsonrpcx", nil), ("dialect=xjsonrpc\"", nil),
    ] as [(String, Dialect?)])
  func reads(_ field: String, _ dialect: Dialect?) {
    #expect(DialectPreference.dialect(in: field) == dialect)
  }
}
