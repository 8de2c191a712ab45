/// What this program calls itself.
package enum Version {
  package static let version = "0.1.0"
}
