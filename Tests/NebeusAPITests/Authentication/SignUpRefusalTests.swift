import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /signup/1.0/json, refused")
struct SignUpRefusalTests {
  private static let malformed = "Email should be an address such as name@example.com"
  private static let short = "Password should have at least 8 characters"

  /// The complaints of an answer, each as `field: message`, in their order.
  private func complaints(_ answer: RawResponse) throws -> [String] {
    let result = try #require(try answer.json[0]?["result"])
    #expect(result["status"]?.string == "error")
    return result["errors"]?.members?.map { key, complaint in
      #expect(complaint.members?.map(\.key) == ["field", "message"])
      #expect(complaint["field"]?.string == key)
      return "\(key): \(complaint["message"]?.string ?? "")"
    } ?? []
  }

  private func expect(_ complaints: [String], of user: NewUser, strict: Bool = false) throws {
    let server = try TestServer.start { settings, _ in settings.isStrict = strict }
    let tables = ["res_partner", "res_users", "account_account", "res_users_device"]
    let before = try tables.map { try server.rows("SELECT * FROM \($0)") }
    let call = strict ? #"{"jsonrpc":"2.0","method":"call","params":\#(user.json)}"# : user.json
    let answer = try server.visitor().post("/signup/1.0/json", call)
    #expect(answer.status == 200)
    #expect(try self.complaints(answer) == complaints)
    #expect(try tables.map { try server.rows("SELECT * FROM \($0)") } == before)
  }

  @Test(
    "takes only addresses that can be written to",
    arguments: [
      "nova", "nova@", "@nebeus.example", "nova@nebeus", "a@b@c.de", "nova@nebeus..example", "nova@.example",
      "nova@nebeus.example.", ".nova@nebeus.example", "no..va@nebeus.example", "nova.@nebeus.example",
      "no va@nebeus.example", " nova@nebeus.example", "nova@nebeus.example\\n", "nova@-nebeus.example",
      "nova@nebeus-.example", "nova@nebeus_.example", "növa@nebeus.example", "nova@nebeus.example,b@c.de", "<a@b.cd>",
      String(repeating: "a", count: 65) + "@b.co", "a@" + String(repeating: "b", count: 64) + ".co",
    ])
  func malformedAddress(_ login: String) throws {
    try expect(["email: \(Self.malformed)"], of: NewUser(["login": #""\#(login)""#]))
  }

  @Test("takes no address that another user has", arguments: ["igor@nebeus.example", "IGOR@Nebeus.Example"])
  func takenAddress(_ login: String) throws {
    try expect(["email: Email is taken by another user"], of: NewUser(["login": #""\#(login)""#]))
  }

  @Test("takes the same address once, and again when it is free")
  func stateOfAddress() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    _ = try caller.post("/signup/1.0/json", NewUser().json)
    let again = try caller.post("/signup/1.0/json", NewUser().json)
    #expect(try complaints(again) == ["email: Email is taken by another user"])
    try server.change("UPDATE res_users SET login = 'old@nebeus.example' WHERE login = 'new@nebeus.example'")
    #expect(try caller.post("/signup/1.0/json", NewUser().json).json[0]?["result"]?["status"]?.string == "success")
  }

  @Test(
    "says what is wrong with each argument",
    arguments: [
      (NewUser(["login": nil]), ["email: Email should be specified"]),
      (NewUser(["login": "null"]), ["email: Email should be specified"]),
      (NewUser(["login": "12"]), ["email: Email should be a string"]),
      (
        NewUser(["login": #""\#(String(repeating: "a", count: 250))@b.cd""#]),
        ["email: Email should have at most 254 bytes"]
      ),
      (NewUser(["country": nil]), ["country: Country should be specified"]),
      (NewUser(["country": "999"]), ["country: Country should be the id of an active country"]),
      (NewUser(["country": "0"]), ["country: Country should be above 0"]),
      (NewUser(["country": "1.5"]), ["country: Country should be a whole number"]),
      (NewUser(["country": #""Spain""#]), ["country: Country should be a number"]),
      (NewUser(["country": "9999999999999999999999"]), ["country: Country should not be above 9223372036854775807"]),
      (
        NewUser(password: ""),
        ["password: Password should be specified", "confirm_password: Confirm password should be specified"]
      ),
      (NewUser(password: "1234567"), ["password: \(short)"]),
      (NewUser(password: "😀😀😀😀😀😀😀"), ["password: \(short)"]),
      (NewUser(password: String(repeating: "p", count: 129)), ["password: Password should have at most 128 bytes"]),
      (NewUser(password: String(repeating: "😀", count: 33)), ["password: Password should have at most 128 bytes"]),
      (NewUser(password: #"1234567\u0000"#), ["password: Password should not have a NUL character"]),
      (
        NewUser(["confirm_password": #""a long Redaction""#]),
        ["password: Password and its confirmation should be equal"]
      ),
      (NewUser(["confirm_password": nil]), ["confirm_password: Confirm password should be specified"]),
      (NewUser(["name": nil]), ["name: Name should be specified"]),
      (NewUser(["name": #""""#]), ["name: Name should be specified"]),
      (NewUser(["name": #""\#(String(repeating: "n", count: 129))""#]), ["name: Name should have at most 128 bytes"]),
      (
        NewUser(["surname": #""\#(String(repeating: "n", count: 129))""#]),
        ["surname: Surname should have at most 128 bytes"]
      ),
      (NewUser(["language": #""12345678901234567""#]), ["language: Language should have at most 16 bytes"]),
      (
        NewUser(["app_version": #""\#(String(repeating: "1", count: 129))""#]),
        ["app_version: App version should have at most 128 bytes"]
      ),
      (
        NewUser(["device_model": #""\#(String(repeating: "m", count: 129))""#]),
        ["device_model: Device model should have at most 128 bytes"]
      ),
      (
        NewUser(["device_os": #""\#(String(repeating: "o", count: 129))""#]),
        ["device_os: Device os should have at most 128 bytes"]
      ),
      (NewUser(["surname": nil]), ["surname: Surname should be specified"]),
      (NewUser(["surname": "true"]), ["surname: Surname should be a string"]),
      (NewUser(["device_type": "-1"]), ["device_type: Device type should not be below 0"]),
      (NewUser(["device_type": #""iOS""#]), ["device_type: Device type should be a number"]),
      (NewUser(["timezone": "0.5"]), ["timezone: Timezone should be a whole number"]),
      (NewUser(["identifier": #"" ""#]), ["identifier: Identifier should be specified"]),
      (NewUser(["identifier": "[]"]), ["identifier: Identifier should be a string"]),
      (NewUser(["language": "5"]), ["language: Language should be a string"]),
      (NewUser(["app_version": "1.0"]), ["app_version: App version should be a string"]),
      (NewUser(["device_model": "{}"]), ["device_model: Device model should be a string"]),
      (NewUser(["name": #""  ""#]), ["name: Name should be specified"]),
      (NewUser(["device_os": "7"]), ["device_os: Device os should be a string"]),
    ])
  func argument(_ user: NewUser, _ complaints: [String]) throws {
    try expect(complaints, of: user)
  }

  @Test("says all that is wrong at once: the documented keys first, then the others in the reference's order")
  func collects() throws {
    try expect(
      [
        "email: \(Self.malformed)", "country: Country should be specified", "password: \(Self.short)",
        "name: Name should be specified", "surname: Surname should be specified",
        "timezone: Timezone should be a number", "device_os: Device os should be a string",
      ],
      of: NewUser(
        "all wrong",
        [
          "login": #""nova""#, "country": nil, "name": nil, "surname": #""""#, "timezone": #""UTC""#, "device_os": "1",
        ], password: "short"))
  }

  @Test("says what is wrong with a password also where its confirmation is missing")
  func passwordAlone() throws {
    try expect(
      ["password: \(Self.short)", "confirm_password: Confirm password should be specified"],
      of: NewUser("no confirmation", ["confirm_password": nil], password: "short"))
  }

  @Test("names an argument once, though a strict server has two complaints about that name")
  func once() throws {
    try expect(
      ["email: Email should be specified"],
      of: NewUser(["login": nil, "email": #""new@nebeus.example""#]), strict: true)
  }

  @Test(
    "takes only what exists for device type and time zone where it is strict",
    arguments: [
      (["device_type": "0", "timezone": "-43200"], []), (["device_type": "11"], []), (["device_type": "13"], []),
      (["device_type": "14", "timezone": "50400"], []),
      (["device_type": "12"], ["device_type: Device type should be 0 to 11, 13 or 14"]),
      (["device_type": "15"], ["device_type: Device type should be 0 to 11, 13 or 14"]),
      (["timezone": "3601"], ["timezone: Timezone should be a multiple of 900 from -43200 to 50400"]),
      (["timezone": "51300"], ["timezone: Timezone should be a multiple of 900 from -43200 to 50400"]),
    ])
  func device(_ changes: [String: String], _ errors: [String]) throws {
    let server = try TestServer.start { settings, _ in settings.isStrict = true }
    let call = #"{"jsonrpc":"2.0","method":"call","params":\#(NewUser(changes).json)}"#
    let success = #"[{"id":null,"jsonrpc":"2.0","result":{"status":"success"}}]"#
    let answer = try server.visitor().post("/signup/1.0/json", call)
    if errors.isEmpty { #expect(answer.text == success) } else { #expect(try complaints(answer) == errors) }
    // One that isn't strict takes any.
    #expect(try TestServer.start().visitor().post("/signup/1.0/json", NewUser(changes).json).text == success)
  }

  @Test("says everything where nothing is given")
  func nothing() throws {
    let answer = try TestServer.start().visitor().post("/signup/1.0/json", "")
    #expect(
      try complaints(answer) == [
        "email: Email should be specified", "country: Country should be specified",
        "password: Password should be specified", "name: Name should be specified",
        "surname: Surname should be specified", "confirm_password: Confirm password should be specified",
      ])
  }
}
