import JSON
import JSONRPC

/// What there is to exercise of one endpoint, made from its declaration, and which of it a call exercises.
///
/// It and its inputs are classes, since every call looks at them, and copies of structs would retain their references.
package final class CoverageTarget: Sendable {
  private final class Input: Sendable {
    let name: String
    let field: String
    let isBoolean: Bool
    let given: Int?
    let omitted: Int?
    let missing: Int?
    let refused: Int
    let values: [(value: String, item: Int)]
    /// The items of the steps, where the argument makes a call the second one.
    let steps: (first: Int, second: Int)?
    /// What only the argument shows: when all of it has been seen, nobody looks again.
    let argumentItems: CoverageSet

    init(
      name: String, field: String, isBoolean: Bool, given: Int? = nil, omitted: Int? = nil, missing: Int? = nil,
      refused: Int, values: [(value: String, item: Int)] = [], steps: (first: Int, second: Int)? = nil
    ) {
      self.name = name
      self.field = field
      self.isBoolean = isBoolean
      self.given = given
      self.omitted = omitted
      self.missing = missing
      self.refused = refused
      self.values = values
      self.steps = steps
      argumentItems = CoverageSet(
        [given, omitted, steps?.first, steps?.second].compactMap(\.self) + values.map(\.item))
    }
  }

  package let path: String
  package let summary: String
  package let chapter: String
  package let since: Revision
  /// Whether the reference doesn't list it.
  package let isExtension: Bool
  package let items: [CoverageItem]
  private let inputs: [Input]
  private let refusals: [(refusal: Refusal, item: Int)]
  private let sessionMissing: Int?
  private let sessionExpired: Int?
  private let notFound: Int?
  private let fields: AnswerFields
  private let fault: Int
  /// Every call has this item, if it is accepted.
  private static let accepted = 0

  package init<Context>(_ endpoint: Endpoint<Context>, chapter: String, isExtension: Bool = false) {
    path = endpoint.path
    summary = endpoint.summary
    self.chapter = chapter
    since = endpoint.since
    self.isExtension = isExtension
    var items = [CoverageItem(.accepted)]
    // Two arguments may be refused in the same words, and two forms of an answer have the same property.
    func add(_ item: CoverageItem) -> Int {
      if let known = items.firstIndex(of: item) { return known }
      items.append(item)
      return items.count - 1
    }
    let secondStep = endpoint.secondStep?.name
    var inputs = endpoint.parameters.map { Self.input($0, isSecondStep: $0.name == secondStep, add: add) }
    // A path without its argument is another path.
    inputs += endpoint.pathParameters.map { parameter in
      Input(
        name: parameter.name, field: parameter.field, isBoolean: false,
        refused: add(CoverageItem(.refused, parameter.name, in: parameter.revisions)))
    }
    refusals = endpoint.refusals.map { ($0, add(CoverageItem(.refusedWith, $0.first.message))) }
    let needsSession = endpoint.access == .session
    sessionMissing = needsSession ? add(CoverageItem(.session, "missing")) : nil
    sessionExpired = needsSession ? add(CoverageItem(.session, "expired")) : nil
    notFound = nil
    fields = AnswerFields(endpoint.answer, at: "", since: .first, add: add)
    fault = add(CoverageItem(.fault))
    self.inputs = inputs
    self.items = items
  }

  /// What is served for a name in its path, such as an image.
  package init(path: String, summary: String, chapter: String) {
    self.path = path
    self.summary = summary
    self.chapter = chapter
    since = .first
    isExtension = false
    items = [CoverageItem(.accepted), CoverageItem(.notFound), CoverageItem(.fault)]
    inputs = []
    refusals = []
    sessionMissing = nil
    sessionExpired = nil
    notFound = 1
    fault = 2
    fields = .scalar
  }

  private static func input(
    _ parameter: any ParameterDeclaration, isSecondStep: Bool, add: (CoverageItem) -> Int
  ) -> Input {
    let (name, revisions) = (parameter.name, parameter.revisions)
    let given = add(CoverageItem(.given, name, in: revisions))
    let omitted = parameter.isRequired ? nil : add(CoverageItem(.omitted, name, in: revisions))
    var values: [(value: String, item: Int)] = []
    if case .choice(let names) = parameter.schema {
      values = names.map { ($0, add(CoverageItem(.value, "\(name)=\($0)", in: revisions))) }
    }
    let missing = parameter.isRequired ? add(CoverageItem(.missing, name, in: revisions)) : nil
    let refused = add(CoverageItem(.refused, name, in: revisions))
    let steps =
      isSecondStep
      ? (add(CoverageItem(.step, "first", in: revisions)), add(CoverageItem(.step, "second", in: revisions))) : nil
    return Input(
      name: name, field: parameter.field, isBoolean: parameter.schema == .boolean, given: given, omitted: omitted,
      missing: missing, refused: refused, values: values, steps: steps)
  }

  /// Marks what a call and its answer exercise.
  ///
  /// - Parameter result: what the call was answered, without its envelope; nil where nobody needs to look.
  func mark(_ params: Params, _ failure: CallFailure?, result: JSONValue?, in seen: inout CoverageSet) {
    switch failure {
    case .sessionMissing: return seen.insert(sessionMissing)
    case .sessionExpired: return seen.insert(sessionExpired)
    case .other: return
    case .refused(let errors):
      for error in errors { mark(error, params, in: &seen) }
    case nil:
      seen.insert(Self.accepted)
      if let result { fields.visit(result) { seen.insert($0) } }
    }
    for input in inputs where !input.argumentItems.isSubset(of: seen) {
      mark(input, params[input.name], isAccepted: failure == nil, in: &seen)
    }
  }

  /// Marks what a call exercises of something that is served for a name in its path.
  func mark(isFound: Bool, in seen: inout CoverageSet) {
    seen.insert(isFound ? Self.accepted : notFound)
  }

  /// The properties of an answer that were empty so far: nobody has to look at an answer that fills none of them.
  func emptyProperties(after seen: CoverageSet, in revision: Revision) -> [WrittenProperty] {
    fields.emptyProperties(after: seen, in: revision)
  }

  func markFault(in seen: inout CoverageSet) { seen.insert(fault) }

  private func mark(_ error: ArgumentError, _ params: Params, in seen: inout CoverageSet) {
    // Those that have been met are not compared again: a suite is often refused for one reason.
    seen.insert(refusals.first { !seen.contains($0.item) && $0.refusal.describes(error) }?.item)
    guard let input = inputs.first(where: { $0.field == error.field }) else { return }
    let isGiven = Self.isGiven(params[input.name], to: input)
    seen.insert(isGiven ? input.refused : input.missing ?? input.refused)
  }

  private func mark(_ input: Input, _ value: JSONValue?, isAccepted: Bool, in seen: inout CoverageSet) {
    let isGiven = Self.isGiven(value, to: input)
    seen.insert(isGiven ? input.given : input.omitted)
    if isAccepted, let steps = input.steps { seen.insert(isGiven ? steps.second : steps.first) }
    guard isGiven, let value, !input.values.isEmpty else { return }
    seen.insert(input.values.first { value.stringEquals($0.value) }?.item)
  }

  /// Empty texts leave an argument out, as forms do, and `false` does where it is no boolean.
  private static func isGiven(_ value: JSONValue?, to input: Input) -> Bool {
    switch value?.kind {
    case nil, .null: false
    case .string: value?.stringEquals("") == false
    case .bool: input.isBoolean || value?.bool == true
    case .number, .array, .object: true
    }
  }
}

extension CallFailure? {
  fileprivate static func == (failure: CallFailure?, _: _OptionalNilComparisonType) -> Bool {
    if case .none = failure { true } else { false }
  }
}
