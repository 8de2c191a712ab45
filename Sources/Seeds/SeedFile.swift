import CSeeds

/// A file of the folder `Seeds`, as it was when the program was built.
package struct SeedFile: Sendable {
  package let name: String
  private let bytes: @Sendable () -> [UInt8]

  private init(_ file: cseeds_file) {
    name = String(cString: file.name)
    // The program's read-only data: it is there as long as the program, and never changes.
    let address = UInt(bitPattern: file.bytes)
    let count = Int(file.count)
    bytes = { Array(UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count)) }
  }

  /// The file's text.
  package var text: [UInt8] { bytes() }

  /// The scenarios, in alphabetical order.
  package static let scenarios: [SeedFile] = UnsafeBufferPointer(
    start: cseeds_scenarios, count: cseeds_scenario_count
  ).map { SeedFile($0) }

  /// The examples of the reference, a page each: the call, where it holds, and the answer.
  package static let examples: [SeedFile] = UnsafeBufferPointer(
    start: cseeds_examples, count: cseeds_example_count
  ).map { SeedFile($0) }

  /// Drawings of countries' flags as SVG documents, named by their codes in lower case, and `_blank`.
  package static let flags: [SeedFile] = UnsafeBufferPointer(
    start: cseeds_flags, count: cseeds_flag_count
  ).map { SeedFile($0) }

  /// The outlines of letters from which initials are drawn.
  package static let letters = SeedFile(cseeds_letters)
}
