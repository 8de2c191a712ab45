/// What an operation is called by generated clients: its path in words, without the version that most have: `signin` of
/// `/signin/1.0/json`.
enum OperationName {
  static func name(of path: String) -> String {
    let version = "/1.0/json"
    let path = path.hasSuffix(version) ? path.dropLast(version.count) : path[...]
    let words = path.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }
    return words.joined(separator: "_")
  }
}
