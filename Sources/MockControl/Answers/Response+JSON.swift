import HTTP
import JSON

extension Response {
  /// Answers what `write` writes, in UTF-8.
  mutating func answer(_ status: Status = .ok, _ write: (inout Writer) throws -> Void) rethrows {
    var writer = Writer(takeBody(), encoding: .utf8)
    try write(&writer)
    self.status = status
    contentType = "application/json"
    body = writer.finish()
  }
}
