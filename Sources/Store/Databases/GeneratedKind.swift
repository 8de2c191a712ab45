/// A kind of value that a database generates, and whose next values a scenario can list by its name.
package struct GeneratedKind: Sendable {
  package let name: String
  /// Finds the row that has a value already; nil if two rows may have the same one.
  let lookup: StaticString?
  /// What a listed value must be; nil if `value` is that.
  let problem: @Sendable (_ value: String) -> String?

  /// - Parameters:
  ///   - lookup: SQL with one parameter, where no two rows may have a value.
  ///   - problem: what a listed value that isn't empty must be; nil if it is that.
  package init(
    _ name: String, lookup: StaticString? = nil,
    problem: @escaping @Sendable (_ value: String) -> String? = { _ in nil }
  ) {
    self.name = name
    self.lookup = lookup
    self.problem = { $0.isEmpty ? "must not be empty" : problem($0) }
  }
}
