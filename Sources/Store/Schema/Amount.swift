/// How amounts of money are stored: as whole hundred-millionths of their currency.
package enum Amount {
  /// Decimals of the smallest part: a satoshi.
  package static let scale = 8
}
