import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /get_countries/1.0/json")
struct GetCountriesTests {
  @Test("lists the active countries in the order of their ids, in ASCII")
  func state() throws {
    let server = try TestServer.start()
    try server.change(
      """
      UPDATE res_country SET active = 0 WHERE code = 'RU';
      INSERT INTO res_country (id, name, code, phone_code) VALUES (9, 'Åland', 'AX', '+358'), (3, '€ "\\', 'EU', '+0');
      """)
    let answer = try server.visitor().post("/get_countries/1.0/json")
    #expect(
      answer.text == #"[{"id":2,"name":"Spain","code":"ES","phone_code":"+34"},"#
        + #"{"id":3,"name":"\u20ac \"\\","code":"EU","phone_code":"+0"},"#
        + #"{"id":9,"name":"\u00c5land","code":"AX","phone_code":"+358"}]"#)
  }

  @Test("answers an empty list where there are none")
  func empty() throws {
    let server = try TestServer.start()
    try server.change("UPDATE res_country SET active = 0")
    #expect(try server.visitor().post("/get_countries/1.0/json").text == "[]")
  }

  @Test("has an envelope in the other dialect")
  func dialect() throws {
    let caller = try TestServer.start().visitor(["Prefer": "dialect=jsonrpc"])
    let answer = try caller.post("/get_countries/1.0/json", #"{"jsonrpc":"2.0","id":4,"method":"call"}"#)
    #expect(answer.text.hasPrefix(#"{"jsonrpc":"2.0","id":4,"result":[{"id":1,"name":"Russia""#))
  }
}
