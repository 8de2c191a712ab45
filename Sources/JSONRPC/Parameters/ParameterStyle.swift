/// How the arguments of a call may be spelled.
package struct ParameterStyle: Sendable {
  /// Whether they came as a form, where a list of one is a lone text.
  package let isForm: Bool
  /// Whether only the documented JSON type passes.
  package let isStrict: Bool

  package init(isForm: Bool = false, isStrict: Bool = false) {
    self.isForm = isForm
    self.isStrict = isStrict
  }
}
