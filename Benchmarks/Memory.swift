import Glibc

/// How much of the process's memory is in use.
enum Memory {
  /// KiB of resident memory, of which no file is the source.
  static var kilobytes: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
    let fields = line.prefix { $0 != 0 }.split(separator: 32).map { digits in
      digits.reduce(0) { $0 * 10 + (Int($1) - 48) }
    }
    return fields.count > 2 ? (fields[1] - fields[2]) * Int(sysconf(Int32(_SC_PAGESIZE))) / 1024 : 0
  }
}
