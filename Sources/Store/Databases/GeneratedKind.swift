/// What chance makes, by the names under which a scenario lists the next values.
package enum GeneratedKind: String, Sendable, CaseIterable {
  case sessionID = "session_id"
  case resetToken = "reset_token"
  case accountCode = "account_code"
  case pin
  case operationReference = "operation_ref"
  case uuid
}
