import JSON
import JSONRPC
import NebeusAPI
import ServerTestSupport

/// A page of `docs/api`: what there is to say about a chapter's endpoints, from the endpoints themselves.
struct ChapterPage {
  let chapter: Chapter

  /// Its file's name in `docs/api`.
  var name: String { "\(Markdown.anchor(chapter.name)).md" }

  /// Where it is, from the project's folder.
  var path: String { "docs/api/\(name)" }

  var text: String {
    let sections = chapter.endpoints.map(section) + chapter.images.map(section)
    return ([head] + sections).joined(separator: "\n\n") + "\n"
  }

  private var head: String {
    """
    <!-- Made from the endpoints: \(Handbook.command) makes it again. -->

    # \(chapter.name)

    What was decided where the reference is silent: [decisions](../decisions.md#\(Markdown.anchor(chapter.name))). What \
    holds for every call: [the first part of that page](../decisions.md#requests).
    """
  }

  private func section(_ endpoint: Endpoint<CallContext>) -> String {
    let parts = [
      "## \(endpoint.summary)",
      "`POST \(endpoint.path)`"
        + (endpoint.since == .first ? "" : ", since the reference of \(endpoint.since.rawValue)"),
      access(endpoint), parameters(endpoint), answer(endpoint),
    ]
    let takesNothing = endpoint.parameters.isEmpty && endpoint.pathParameters.isEmpty
    let failure = takesNothing ? [] : [failure(endpoint.failure)] + refusals(endpoint)
    return (parts + failure + examples(endpoint)).joined(separator: "\n\n")
  }

  private func access(_ endpoint: Endpoint<CallContext>) -> String {
    switch endpoint.access {
    case .everyone: "Everyone may call it."
    case .session: "For users who are signed in; anyone else gets a JSON-RPC error, code 100."
    }
  }

  private func parameters(_ endpoint: Endpoint<CallContext>) -> String {
    let inPath = endpoint.pathParameters.map { row($0, need: "in the path") }
    let others = endpoint.parameters.map { row($0, need: $0.isRequired ? "yes" : "no") }
    guard !(inPath + others).isEmpty else { return "No parameters." }
    return Markdown.table(["parameter", "type", "required", "meaning"], inPath + others)
  }

  private func row(_ parameter: any ParameterDeclaration, need: String) -> [String] {
    let other = parameter.field == parameter.name ? "" : " (refused as `\(parameter.field)`)"
    return ["`\(parameter.name)`", parameter.schema.words, need, parameter.meaning + other + parameter.revisions.words]
  }

  private func answer(_ endpoint: Endpoint<CallContext>) -> String {
    "The answer is \(endpoint.answer.article) \(endpoint.answer.words), \(endpoint.envelope.words).\n\n"
      + Markdown.table(["field", "type", "meaning"], endpoint.answer.rows())
  }

  private func failure(_ form: FailureForm) -> String {
    switch form {
    case .rpcError: "A refused call is answered by a JSON-RPC error, code -32602."
    case .message(let envelope): refusal(#"{"status":"error","message":…}"#, envelope)
    case .field(let envelope): refusal(#"{"status":"error","field":…,"message":…}"#, envelope)
    case .errors(let envelope):
      refusal(#"{"status":"error","errors":{"email":{"field":"email","message":…},…}}"#, envelope)
    }
  }

  /// What it is refused with beside what the types of its arguments say.
  private func refusals(_ endpoint: Endpoint<CallContext>) -> [String] {
    guard !endpoint.refusals.isEmpty else { return [] }
    let start = "Besides an argument that is missing or of a wrong type, these are its refusals:"
    // Without a field in the answer, the message is all there is.
    if case .message = endpoint.failure {
      var messages: [String] = []
      for refusal in endpoint.refusals where !messages.contains(refusal.first.message) {
        messages.append(refusal.first.message)
      }
      return [start, messages.map { "- \($0)" }.joined(separator: "\n")]
    }
    let rows = endpoint.refusals.map { ["`\($0.first.field)`", $0.first.message] }
    return [start, Markdown.table(["field", "message"], rows)]
  }

  private func refusal(_ result: String, _ envelope: Envelope) -> String {
    "A refused call is answered by `\(result)`, \(envelope.words)."
  }

  private func examples(_ endpoint: Endpoint<CallContext>) -> [String] {
    Example.all.filter { $0.method == "POST" && $0.isOf(endpoint.path) }.map { example in
      let body = example.body.map { "\n" + Markdown.indented($0) } ?? ""
      return """
        **\(example.name)**\(example.revision == .first ? "" : ", since the reference of \(example.revision.rawValue)")

        ```
        POST \(example.path)\(body)
        ```

        ```json
        \(Markdown.indented(example.response))
        ```
        """
    }
  }

  private func section(_ image: ImageEndpoint) -> String {
    """
    ## \(image.summary)

    `GET \(image.path)`

    Everyone may look at it.

    \(Markdown.table(["parameter", "type", "required", "meaning"], [row(image.parameter, need: "in the path")]))

    The answer is a picture, `\(image.mediaType)`, with an ETag and `Cache-Control: \(image.cacheControl)`. What isn't \
    there is answered by 404: \(image.missing).
    """
  }
}

extension Example {
  /// Whether it calls a path of `pattern`, whose parameters are whole segments.
  fileprivate func isOf(_ pattern: String) -> Bool {
    let names = pattern.split(separator: "/")
    let segments = path.prefix { $0 != "?" }.split(separator: "/")
    return names.count == segments.count && zip(names, segments).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
  }
}

extension ClosedRange<Revision> {
  /// Which revisions have something, behind its meaning; empty if all do.
  fileprivate var words: String {
    if lowerBound > .first { return "; since \(lowerBound.rawValue)" }
    return upperBound < .latest ? "; until \(upperBound.rawValue)" : ""
  }
}

extension Envelope {
  /// The envelope behind what it wraps, in a sentence.
  fileprivate var words: String {
    switch self {
    case .none: "without an envelope"
    case .array: #"in `[{"id":…,"jsonrpc":"2.0","result":…}]`"#
    case .object: #"in `{"id":…,"jsonrpc":"2.0","result":…}`"#
    case .versionFirst: #"in `{"jsonrpc":"2.0","id":…,"result":…}`"#
    }
  }
}
