import HTTP

/// The options of a command that asks a server which runs already.
enum RunningServerOptions {
  static let url = CommandOption<ServerURL?>(
    "url", "url", "The server's URL, such as http://127.0.0.1:8069; the loopback addresses at --port unless given.")
  static let port = ServeOptions.port
  static let adminToken = ServeOptions.adminToken

  /// Where the server may be; the first that answers counts.
  static func addresses(_ arguments: ParsedArguments) throws(Failure) -> [Address] {
    if let url = try arguments[url] { return url.addresses }
    return ListenHost.loopback.addresses(port: try arguments[port])
  }
}
