/// The two versions that this server speaks. Source: RFC 9112, section 2.3.
package enum Version: Sendable {
  case http10, http11
}
