import Testing

@testable import HTTP

@Suite("Address")
struct AddressTests {
  @Test(
    "reads addresses and writes them as URLs do",
    arguments: [
      ("127.0.0.1", "127.0.0.1:80"), ("localhost", "127.0.0.1:80"), ("0.0.0.0", "0.0.0.0:80"), ("::1", "[::1]:80"),
      ("[::1]", "[::1]:80"), ("2001:DB8::1", "[2001:db8::1]:80"), ("::", "[::]:80"),
    ])
  func text(_ text: String, _ expected: String) { #expect(Address(text, port: 80)?.description == expected) }

  @Test("takes no names", arguments: ["", "example.org", "1.2.3", "1.2.3.4.5", ":::", "[::1"])
  func names(_ text: String) { #expect(Address(text, port: 80) == nil) }

  @Test("is named by an error with the call and the reason")
  func error() throws {
    let server = try LiveServer()
    let address = try #require(server.server.addresses.first)
    let error = #expect(throws: SocketError.self) {
      _ = try LiveServer { $0.addresses = [address] }
    }
    #expect(error?.description == "bind \(address): Address already in use")
    #expect(error?.isAddressInUse == true)
  }
}
