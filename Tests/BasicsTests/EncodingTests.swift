import Testing

@testable import Basics

@Suite("Base64")
struct Base64Tests {
  @Test(
    "writes and reads the test vectors of RFC 4648",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func vectors(_ text: String, _ encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(text.utf8))
  }

  @Test(
    "reads the canonical form only",
    arguments: [
      "Zg", "Zg=", "Zh==", "Zm9=", "Zm8", "=", "====", "Zg==Zg==", "Z===", "Zm9v\n", "Zm 9v", "Zm9-", "=m9v",
    ])
  func refusesOtherForms(_ encoded: String) {
    #expect(Base64.decode(encoded) == nil)
  }

  @Test("reads nothing that it would write differently")
  func isCanonical() {
    let characters = Array("AB/9=".utf8)
    for first in characters {
      for second in characters {
        for third in characters {
          for fourth in characters {
            let text = String(decoding: [first, second, third, fourth], as: UTF8.self)
            if let bytes = Base64.decode(text) { #expect(Base64.encode(bytes) == text) }
          }
        }
      }
    }
  }
}

@Suite("PercentEncoding")
struct PercentEncodingTests {
  struct Row: Sendable {
    let encoded: String
    /// Nil where it can't be read.
    let path: String?
    let form: Result<String, PercentEncoding.DecodingError>
    let loose: String
  }

  @Test(
    "decodes paths, forms and what browsers send",
    arguments: [
      Row(encoded: "", path: "", form: .success(""), loose: ""),
      Row(encoded: "a+b", path: "a+b", form: .success("a b"), loose: "a b"),
      Row(encoded: "a%2Bb%20c", path: "a+b c", form: .success("a+b c"), loose: "a+b c"),
      Row(encoded: "%c3%A9", path: "é", form: .success("é"), loose: "é"),
      Row(encoded: "%", path: nil, form: .failure(.badEscape), loose: "%"),
      Row(encoded: "%4", path: nil, form: .failure(.badEscape), loose: "%4"),
      Row(encoded: "%4g1", path: nil, form: .failure(.badEscape), loose: "%4g1"),
      Row(encoded: "%FF", path: nil, form: .failure(.notUTF8), loose: "\u{FFFD}"),
    ])
  func decodes(_ row: Row) {
    row.encoded.withBytes { bytes in
      let form = Result { () throws(PercentEncoding.DecodingError) in try PercentEncoding.decodeForm(bytes) }
      #expect(form == row.form)
      #expect(PercentEncoding.decode(bytes) == row.path)
      #expect(PercentEncoding.isValid(bytes) == (row.path != nil))
      #expect(PercentEncoding.decodeLoosely(bytes) == row.loose)
    }
  }
}

@Suite("Hexadecimal")
struct HexadecimalTests {
  @Test("writes two lower-case digits a byte")
  func encodes() { #expect(Hexadecimal.encode([0, 0x0f, 0xa0, 0xff]) == "000fa0ff") }

  @Test("reads digits in either case, and nothing else")
  func reads() {
    for byte in UInt8.min...UInt8.max {
      let expected = Character(Unicode.Scalar(byte)).hexDigitValue
      #expect(Hexadecimal.value(of: byte).map(Int.init) == (byte < 128 ? expected : nil))
    }
  }
}

@Suite("Comparison of bytes")
struct ByteComparisonTests {
  @Test(
    "the edit distance counts insertions, removals and changes",
    arguments: [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2)])
  func distance(_ one: String, _ other: String, _ expected: Int) {
    #expect(EditDistance.between(Array(one.utf8), Array(other.utf8)) == expected)
  }

  @Test(
    "secrets are equal if every byte is",
    arguments: [
      ("", "", true), ("secret", "secret", true), ("secret", "Secret", false), ("secre", "secret", false),
      ("secrets", "secret", false), ("", "secret", false),
    ])
  func constantTime(_ given: String, _ expected: String, _ isEqual: Bool) {
    #expect(ConstantTime.isEqual(given, expected) == isEqual)
  }
}
