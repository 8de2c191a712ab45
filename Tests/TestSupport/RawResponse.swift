/// A response as it came, cut into its parts.
package struct RawResponse: Sendable {
  package let status: Int
  package let reason: String
  package let fields: [(name: String, value: String)]
  package internal(set) var body: [UInt8] = []

  package init(head: String) throws {
    let lines = head.split(separator: "\r\n", omittingEmptySubsequences: true)
    let words = lines.first?.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false) ?? []
    guard words.count == 3, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
      throw RawClientError.malformed("status line")
    }
    self.status = status
    reason = String(words[2])
    fields = try lines.dropFirst().map { line in
      guard let colon = line.firstIndex(of: ":"), line[colon...].hasPrefix(": ") else {
        throw RawClientError.malformed("field line")
      }
      return (String(line[..<colon]), String(line[colon...].dropFirst(2)))
    }
  }

  /// The first value of that name, in any case.
  package func field(_ name: String) -> String? { values(name).first }

  package func values(_ name: String) -> [String] {
    fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }

  package var text: String { String(decoding: body, as: UTF8.self) }

  var isBodiless: Bool { status < 200 || status == 204 || status == 304 }
}
