/// The two versions that this server speaks. Source: RFC 9112, section 2.3.
package enum HTTPVersion: Sendable {
  case http10, http11
}
