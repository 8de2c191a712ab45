import JSON
import JSONRPC

/// Waits for what is new in the caller's chats, as Odoo 8's bus does. The reference doesn't list it: it is an
/// extension.
///
/// It answers at once what is newer than `last`, or asks to be made again when there may be something
/// (`CallContext.awaitingUser`).
package enum LongPoll {
  /// Seconds after which a poll is answered although there is nothing new: Odoo's.
  package static let waitSeconds = 50

  static let channels = Parameter(
    "channels", .optional(.list(of: .anyText())), "Names of channels; the caller's own is always polled, others never")
  static let last = Parameter(
    "last", .optional(.count), "ID of the last notification seen; 0 for those of the latest 50 seconds")
  static let options = Parameter("options", .optional(Options.type), "Options of the poll")

  /// What a client of `im_chat` adds to its poll.
  struct Options {
    let isPresent: Bool

    static let type = ParameterType<Options>(
      .object([
        JSONSchema.Property(
          name: "im_presence", meaning: "Whether the poll counts as presence, as any other call does", schema: .boolean,
          isOptional: true)
      ])
    ) { value, _ throws(ArgumentError.Reason) in
      guard value.kind == .object else { throw .wrong("should be an object") }
      guard let presence = value["im_presence"], !presence.isNull else { return Options(isPresent: false) }
      guard let isPresent = presence.bool else { throw .wrong("should have true or false as im_presence") }
      return Options(isPresent: isPresent)
    }
  }

  package static let endpoint = Endpoint<CallContext>(
    "/longpolling/poll",
    summary: "Wait for notifications",
    access: .session,
    parameters: [channels, last, options],
    answer: Notifications.shape,
    envelope: .versionFirst
  ) { arguments, context in
    let user = try context.user
    if arguments[options]?.isPresent != true { context.hidePresence() }
    let found = try NotificationLog(context.state).notifications(for: user, after: arguments[last] ?? 0)
    if found.isEmpty { context.awaitNotifications(for: user) }
    return found
  }
}
