/// A parameter without its type: what an endpoint's list of parameters holds.
package struct ParameterDeclaration: Sendable {
  package let name: String
  package let field: String
  package let meaning: String
  package let schema: JSONSchema
  package let isRequired: Bool
  let check: @Sendable (Params, _ isStrict: Bool) -> ArgumentError?

  package init<Argument>(_ parameter: Parameter<Argument>) {
    name = parameter.name
    field = parameter.field
    meaning = parameter.meaning
    schema = parameter.type.schema
    isRequired = parameter.type.isRequired
    check = { params, isStrict in
      do throws(Refusal) {
        _ = try parameter.read(params, isStrict: isStrict)
        return nil
      } catch {
        return error.first
      }
    }
  }
}
