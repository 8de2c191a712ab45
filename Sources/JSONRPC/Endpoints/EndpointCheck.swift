/// What is wrong with a set of endpoints: found when the server starts, not when it is called.
package enum EndpointCheck: Error, Equatable, CustomStringConvertible {
  case pathTwice(String)
  case parameterTwice(path: String, name: String)
  case pathParameters(path: String, declared: [String])

  package var description: String {
    switch self {
    case .pathTwice(let path): "Two endpoints have the path \(path)"
    case .parameterTwice(let path, let name): "\(path) declares the parameter \(name) twice"
    case .pathParameters(let path, let declared):
      "\(path) declares the path parameters [\(declared.joined(separator: ", "))], which are not those in it"
    }
  }

  package static func check<Context>(_ endpoints: [Endpoint<Context>]) throws(EndpointCheck) {
    var paths: Set<String> = []
    for endpoint in endpoints {
      guard paths.insert(endpoint.path).inserted else { throw .pathTwice(endpoint.path) }
      var names: Set<String> = []
      let declared = endpoint.pathParameters.map(\.name)
      guard declared == pathNames(of: endpoint.path) else {
        throw .pathParameters(path: endpoint.path, declared: declared)
      }
      for parameter in endpoint.pathParameters + endpoint.parameters where !names.insert(parameter.name).inserted {
        throw .parameterTwice(path: endpoint.path, name: parameter.name)
      }
    }
  }

  private static func pathNames(of path: String) -> [String] {
    path.split(separator: "{").dropFirst().compactMap { part in
      part.firstIndex(of: "}").map { String(part[..<$0]) }
    }
  }
}
