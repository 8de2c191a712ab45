import Store
import Time

/// A card whose details came with a call. Its code has been looked at and is not kept.
struct NewCard {
  let number: CardNumber
  let holder: String
  /// The last moment at which it is good.
  let expiration: Timestamp
}
