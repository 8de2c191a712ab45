/// One input after the other, made by libFuzzer, for the target that `FUZZ_TARGET` names.
///
/// `Scripts/fuzz` builds it with coverage and the Address Sanitizer. A target traps where a rule is broken; libFuzzer
/// then keeps the input. Source: https://llvm.org/docs/LibFuzzer.html
import Basics
import CLibFuzzer
import Glibc

/// What takes the bytes of one input, and traps where they break a rule.
typealias FuzzTarget = @Sendable (BorrowedBytes) -> Void

enum FuzzTargets {
  static let all: [String: FuzzTarget] = [
    "json": JSONFuzzing.parse,
    "decimal": TextFuzzing.decimal,
    "timestamp": TextFuzzing.timestamp,
    "form": TextFuzzing.form,
    "http": HTTPFuzzing.parse,
    "scenario": ScenarioFuzzing.load,
    "control": ServerFuzzing.control,
    "calls": ServerFuzzing.calls,
  ]

  static let chosen: FuzzTarget = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = all[name] else {
      print("FUZZ_TARGET: use one of \(all.keys.sorted().joined(separator: ", ")), not \"\(name)\"")
      exit(64)
    }
    return target
  }()
}

private func runOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  FuzzTargets.chosen(BorrowedBytes(UnsafeRawBufferPointer(start: data, count: size)))
  return 0
}

/// libFuzzer's own `main`, which the linker brings in, names this function.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt { runOne(data, size) }

/// The entry point that the package manager gives an executable named `Fuzz`.
@_cdecl("Fuzz_main")
public func fuzzMain(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
  var (count, arguments) = (count, arguments)
  return LLVMFuzzerRunDriver(&count, &arguments, runOne)
}

/// Stops with the input that broke a rule. A `precondition` would do, but says nothing in an optimised build.
func require(_ holds: Bool, _ rule: @autoclosure () -> String) {
  if !holds {
    let line = "broken rule: \(rule())\n"
    write(STDERR_FILENO, line, line.utf8.count)
    abort()
  }
}
