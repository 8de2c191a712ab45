import Basics
import CSeeds

/// A file of the folder `Seeds`, as it was when the program was built.
package struct SeedFile: Sendable {
  package let name: String
  private let bytes: StaticBytes

  private init(_ file: cseeds_file) {
    name = unsafe String(cString: file.name)
    bytes = unsafe StaticBytes(start: file.bytes, count: file.count)
  }

  /// What is in it.
  package var text: [UInt8] { bytes.array }

  /// The scenarios, in alphabetical order.
  package static let scenarios = unsafe all(cseeds_scenarios, cseeds_scenario_count)

  /// Templates of scenarios, two files each: `NAME.db` and `NAME.json`.
  package static let templates = unsafe all(cseeds_templates, cseeds_template_count)

  /// The examples of the reference, a page each: the call, where it holds, and the answer.
  package static let examples = unsafe all(cseeds_examples, cseeds_example_count)

  /// Drawings of countries' flags as SVG documents, named by their codes in lower case, and `_blank`.
  package static let flags = unsafe all(cseeds_flags, cseeds_flag_count)

  /// The outlines of letters from which initials are drawn.
  package static let letters = unsafe SeedFile(cseeds_letters)

  private static func all(_ first: UnsafePointer<cseeds_file>, _ count: Int) -> [SeedFile] {
    unsafe UnsafeBufferPointer(start: first, count: count).map { unsafe SeedFile($0) }
  }
}
