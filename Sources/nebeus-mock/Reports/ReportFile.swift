/// Where a report goes: a file, or standard output.
enum ReportFile {
  /// Writes the report with a line's end. Throws `Failure` where it can't be written.
  static func write(_ text: String, to path: String?) throws(Failure) {
    guard let path else { return try StandardStream.output.deliver(text) }
    do throws(OutputFile.Problem) {
      _ = try OutputFile.write(text + "\n", to: path, readerWait: .here)
    } catch {
      throw .unavailable("\(path): \(error)")
    }
  }
}
