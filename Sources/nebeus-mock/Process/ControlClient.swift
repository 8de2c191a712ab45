import HTTP
import JSON

/// Asks the control plane of a server that runs.
struct ControlClient {
  private let addresses: [Address]
  private let fields: [(name: String, value: String)]

  private static let patience = Duration.seconds(10)

  /// - Parameter addresses: where the server may be; the first that answers counts.
  init(_ addresses: [Address], token: AdminToken?) {
    self.addresses = addresses
    fields =
      [("Accept", "application/json")] + (token.map { [(name: "Authorization", value: "Bearer \($0.text)")] } ?? [])
  }

  /// What the server answers to a GET. Throws `Failure` with what it says where it refuses.
  func get(_ path: String) throws -> JSONValue {
    var failure: SocketError?
    for address in addresses {
      let (status, body): (Int, [UInt8])
      do throws(SocketError) {
        (status, body) = try fetch(path, from: address)
      } catch {
        failure = failure ?? error
        continue
      }
      guard let answer = try? Document(parsing: body).root else {
        throw Failure(code: ExitCode.failure, message: "http://\(address)\(path) answers \(status), and no JSON")
      }
      guard status == 200 else {
        let detail = answer["detail"]?.string ?? "it answers \(status)"
        throw Failure(code: ExitCode.failure, message: "http://\(address): \(detail)")
      }
      return answer
    }
    throw Failure.unavailable(failure.map { "no answer: \($0)" } ?? "no server found")
  }

  private func fetch(_ path: String, from address: Address) throws(SocketError) -> (status: Int, body: [UInt8]) {
    let client = try StreamClient(address, path: path, fields: fields, patience: Self.patience)
    return (client.status, try client.rest())
  }
}
