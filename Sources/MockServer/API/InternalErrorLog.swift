import Logging
import Store

/// Logs what nobody foresaw, under a reference that the answer has too.
struct InternalErrorLog: Sendable {
  let logger: Logger

  func note(_ fault: any Error) -> String {
    var random = RandomSource()
    let reference = random.hexadecimal(bytes: 8)
    logger.error("\(fault)", metadata: ["request_id": "\(reference)"])
    return reference
  }
}
