/// Which characters a writer escapes in strings.
package enum Encoding: Sendable {
  /// All that are not ASCII, as Python's `json.dumps` does and so Odoo.
  case ascii
  /// Only those that RFC 8259, section 7, demands.
  case utf8
}
