/// How a call brings its session: by a cookie, a header or a query parameter.
package struct Security: Sendable {
  private let name: String
  private let field: String

  /// - Parameters:
  ///   - name: the cookie's and the query parameter's.
  ///   - field: the header's.
  package init(name: String, field: String) {
    self.name = name
    self.field = field
  }

  var schemes: DocumentNode {
    [
      "cookie": [
        "type": "apiKey", "in": "cookie", "name": .string(name), "description": "The cookie that signing in sets",
      ],
      "header": [
        "type": "apiKey", "in": "header", "name": .string(field),
        "description": "The session_id that signing in answers",
      ],
      "query": [
        "type": "apiKey", "in": "query", "name": .string(name), "description": "The session_id that signing in answers",
      ],
    ]
  }

  /// Any of them will do.
  static let anyWay: DocumentNode = [["cookie": []], ["header": []], ["query": []]]
}
