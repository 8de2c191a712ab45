/// A user and the partner that it stands for.
package struct User: Sendable, Equatable {
  package let id: Int
  package let partnerID: Int

  package init(id: Int, partnerID: Int) {
    self.id = id
    self.partnerID = partnerID
  }
}
