import JSONRPC
import Store

/// Puts the user of a partner into the current user's address book.
///
/// The reference has one message for whatever is wrong: an owner who isn't the current user's partner, a partner who
/// is unknown, has no user or is oneself, what is no number.
enum AddPartner {
  private static let failure = "input parameters are not valid"

  static let parent = Parameter(
    "parent_partner_id", .id, "ID of owner of address book", refusedWith: failure)
  static let child = Parameter(
    "child_partner_id", .id, "Added partner ID in book", refusedWith: failure)
  static let notOwn = parent.refusal(failure)
  static let notAddable = child.refusal(failure)

  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/user_chat_ab/add_partner",
    summary: "Add partner in book",
    access: .session,
    effect: .writes,
    parameters: [parent, child],
    answer: .success,
    envelope: .versionFirst,
    failure: .message(.versionFirst),
    refusals: [notOwn, notAddable]
  ) { arguments, context in
    let owner = try context.user
    guard arguments[parent] == owner.partnerID else { throw notOwn }
    let user = try context.database.first("SELECT id FROM res_users WHERE partner_id = ?", arguments[child]) {
      try $0[0] as Int
    }
    guard let user, user != owner.id else { throw notAddable }
    try AddressBook(of: owner, in: context.state).add([user])
  }
}
