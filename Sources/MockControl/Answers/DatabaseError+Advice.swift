import Store

extension DatabaseError {
  /// What it says, with the call or option that helps where there is one.
  package var advice: String {
    switch self {
    case .unknownScenario, .gone: "\(self)"
    case .tooMany: "\(self) (--max-databases)"
    case .unknown(let name): "\(self): PUT /_mock/databases/\(name) makes it, and so does its first API call"
    case .noSnapshot(let name, let database):
      "\(self): PUT /_mock/databases/\(database)/snapshots/\(name) keeps one"
    }
  }
}
