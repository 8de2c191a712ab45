/// What a column's storage class doesn't say: how its values are written in a fixture.
package enum ColumnFormat: Sendable, Equatable {
  /// As SQLite stores it: a whole number or text.
  case plain
  /// `true` or `false`, stored as 1 or 0.
  case boolean
  /// An exact decimal, stored as hundred-millionths.
  case amount
  /// An exact decimal, stored as text.
  case rate
  /// `YYYY-MM-DD HH:MM:SS`, or relative to the clock: `{"days": -3, "at": "10:13:53"}`.
  case moment
  /// A password's hash; a fixture may have the password itself as `password`.
  case passwordHash
  /// A PNG file of so many pixels square, written in base64 (RFC 4648, section 4).
  case picture(ScenarioPicture.Size)
  /// An amount that the database keeps itself: no fixture may set it.
  case derived
}
