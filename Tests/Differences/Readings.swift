import Basics

@testable import JSON
@testable import JSONRPC

/// What the parsers make of inputs, in lines that another program compares with what others make of them:
/// `Scripts/check-differences`.
///
/// `Differences KIND` reads a line of Base64 for each input, and answers each with a line: what was read as JSON, or
/// `!` and what the complaint was.
@main
enum Readings {
  private static let kinds: [String: @Sendable ([UInt8]) -> String] = [
    "json": json, "number": number, "decimals": decimals, "form": form, "http": http,
  ]

  static func main() {
    guard let kind = CommandLine.arguments.dropFirst().first.flatMap({ kinds[$0] }) else {
      return print("use one of \(kinds.keys.sorted())")
    }
    while let line = readLine() {
      print(Base64.decode(line).map(kind) ?? "!not Base64")
    }
  }

  @Sendable private static func json(_ bytes: [UInt8]) -> String {
    do {
      let document = try Document(parsing: bytes)
      return text { $0.value(document.root) }
    } catch {
      // The case's name comes first, if it has values: "loneSurrogate".
      let name = Mirror(reflecting: error.problem).children.first?.label ?? "other"
      return "!\(name) " + text { $0.string("\(error)") }
    }
  }

  /// A number as JSON writes it.
  @Sendable private static func number(_ bytes: [UInt8]) -> String {
    guard let value = (try? Document(parsing: bytes))?.root, value.kind == .number else { return "!not a number" }
    return value.number?.description ?? "!too long"
  }

  /// Two plain decimals with a space between them: each as it was read, their sum, difference and product, and whether
  /// the first one is less.
  @Sendable private static func decimals(_ bytes: [UInt8]) -> String {
    let numbers = String(decoding: bytes, as: UTF8.self).split(separator: " ").map { ExactDecimal($0) }
    guard numbers.count == 2 else { return "!not two numbers" }
    guard let one = numbers[0], let two = numbers[1] else {
      return text { list(in: &$0, numbers.map { $0?.description }) }
    }
    let results = [one, two, one.adding(two), one.subtracting(two), one.multiplied(by: two)].map { $0?.description }
    return text { list(in: &$0, results + [one < two ? "less" : "not less"]) }
  }

  @Sendable private static func form(_ bytes: [UInt8]) -> String {
    do {
      let params = try Form(parsing: bytes).params()
      return text { writer in
        if let object = params.object { writer.value(object) } else { writer.null() }
      }
    } catch {
      return "!" + text { $0.string("\(error)") }
    }
  }

  /// The events of a connection, if they are the same however the bytes are cut in two, and byte by byte.
  @Sendable private static func http(_ bytes: [UInt8]) -> String {
    let whole = ParserTranscript.events([bytes[...]])
    let cuts = bytes.indices.map { [bytes[..<$0], bytes[$0...]] } + [bytes.indices.map { bytes[$0...$0] }]
    for (place, pieces) in cuts.enumerated() {
      let events = ParserTranscript.events(pieces)
      guard events.map(withoutReason) == whole.map(withoutReason) else {
        return "!" + text { $0.string("cut at \(place): \(events), in one piece: \(whole)") }
      }
    }
    return text { list(in: &$0, whole) }
  }

  /// `refusal invalidMethod 400` without its second word: what is too long is refused as soon as that is known, which
  /// can be before another fault has come.
  private static func withoutReason(_ event: String) -> String {
    event.hasPrefix("refusal ") ? "refusal \(event.split(separator: " ").last ?? "")" : event
  }

  private static func list(in writer: inout Writer, _ texts: [String?]) {
    writer.beginArray()
    for text in texts {
      if let text { writer.string(text) } else { writer.null() }
    }
    writer.endArray()
  }

  private static func text(_ write: (inout Writer) -> Void) -> String {
    var writer = Writer(ByteBuffer(), encoding: .ascii)
    write(&writer)
    return writer.finish().string
  }
}
