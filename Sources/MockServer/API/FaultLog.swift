import Logging
import Store

/// Logs what nobody foresaw, under a reference that the answer has too.
struct FaultLog: Sendable {
  let logger: Logger

  func note(_ fault: any Error) -> String {
    var chance = Chance()
    let reference = chance.hexadecimal(bytes: 8)
    logger.error("\(fault)", metadata: ["request_id": "\(reference)"])
    return reference
  }
}
