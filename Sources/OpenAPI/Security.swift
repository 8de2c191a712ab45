/// How a call brings its session. Source: SPEC, Sessions.
enum Security {
  static let schemes: Node = [
    "cookie": [
      "type": "apiKey", "in": "cookie", "name": "session_id", "description": "The cookie that signing in sets",
    ],
    "header": [
      "type": "apiKey", "in": "header", "name": "X-Openerp-Session-Id",
      "description": "The session_id that signing in answers",
    ],
    "query": [
      "type": "apiKey", "in": "query", "name": "session_id", "description": "The session_id that signing in answers",
    ],
  ]

  /// Any of them will do.
  static let anyWay: Node = [["cookie": []], ["header": []], ["query": []]]
}
