import JSONRPC
import Store
import Time

/// What buying and selling answer: that a code was sent, or that it is done.
enum DealAnswer {
  case codeSent(id: Int, at: Timestamp)
  case done

  static let shape = Shape<DealAnswer>.object([
    Field("status", "Status of the operation") { _ in "success" },
    Field(optional: "timestamp", "When the code was sent, in UTC") { answer in
      if case .codeSent(_, let moment) = answer { moment.description } else { nil }
    },
    Field(optional: "method", "How the code was sent") { answer in
      if case .codeSent = answer { "email" } else { nil }
    },
    Field(optional: "code_id", "Id of the code to verify") { answer in
      if case .codeSent(let id, _) = answer { id } else { nil }
    },
    Field(optional: "time", "Milliseconds left to enter the code") { answer in
      if case .codeSent = answer { ConfirmationCode.lifetime } else { nil }
    },
  ])
}
