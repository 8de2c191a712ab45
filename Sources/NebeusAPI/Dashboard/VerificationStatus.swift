import JSONRPC

/// What of a partner has been verified, and the points that it brought.
struct VerificationStatus {
  struct Document {
    /// `not_verified`, `pending`, `verified` or `rejected`.
    let status: String
    let points: Int
  }

  struct Phone {
    let isVerified: Bool
    let points: Int
  }

  let address: Document
  let identity: Document
  let phone: Phone

  static let statuses = ["not_verified", "pending", "verified", "rejected"]

  private static let documentShape = Shape<Document>.object([
    Field("status", "Status: \(statuses.joined(separator: ", "))") { $0.status },
    Field("points", "Points") { $0.points },
  ])

  static let shape = Shape<VerificationStatus>.object([
    Field("address", "Residency address", documentShape) { $0.address },
    Field("identity", "Identity", documentShape) { $0.identity },
    Field(
      "phone", "Phone number",
      .object([
        Field("status", "Whether it is verified") { $0.isVerified },
        Field("points", "Points") { $0.points },
      ])
    ) { $0.phone },
  ])
}
