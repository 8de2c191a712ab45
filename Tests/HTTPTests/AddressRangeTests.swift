import Testing

@testable import HTTP

@Suite("AddressRange")
struct AddressRangeTests {
  @Test(
    "has the addresses that begin with its bits",
    arguments: [
      ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.1.2.3", "10.1.2.3", true),
      ("10.1.2.3", "10.1.2.4", false), ("10.1.2.3/31", "10.1.2.2", true), ("10.1.2.3/30", "10.1.2.4", false),
      ("0.0.0.0/0", "200.1.1.1", true), ("0.0.0.0/0", "fd00::1", false), ("fd00::/8", "fdff::1", true),
      ("fd00::/8", "fe00::1", false), ("::1", "::1", true), ("10.0.0.0/8", "::ffff:10.1.1.1", true),
    ])
  func contains(_ range: String, _ address: String, _ isIn: Bool) throws {
    let range = try #require(AddressRange(range))
    #expect(range.contains(try #require(Address(address, port: 5))) == isIn)
  }

  @Test(
    "is none", arguments: ["", "a", "localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "10.0.0.0/8/8"])
  func refused(_ text: String) {
    #expect(AddressRange(text) == nil)
  }
}
