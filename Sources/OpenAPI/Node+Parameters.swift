import JSONRPC

extension DocumentNode {
  /// An argument that stands in the path.
  static func pathParameter(_ parameter: ParameterDeclaration, example: String?) -> DocumentNode {
    let node: DocumentNode = [
      "name": .string(parameter.name), "in": "path", "required": true, "description": .string(parameter.meaning),
      "schema": .schema(parameter.schema, in: .documented),
    ]
    return node.adding(example.map { [.init("example", .string($0))] } ?? [])
  }

  /// The arguments of a call, by name.
  ///
  /// - Parameter isStrict: whether the server refuses any other.
  static func params(_ parameters: [ParameterDeclaration], isStrict: Bool) -> DocumentNode {
    let properties = parameters.map { parameter in
      let schema = DocumentNode.schema(parameter.schema, in: .documented)
      return Member(parameter.name, schema.adding([Member("description", .string(parameter.meaning))]))
    }
    let node: DocumentNode = [
      "type": "object", "properties": .object(properties),
      "required": .strings(parameters.filter(\.isRequired).map(\.name)),
    ]
    return isStrict ? node.adding([Member("additionalProperties", false)]) : node
  }
}
