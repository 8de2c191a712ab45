/// What a request's Origin field means for this server.
package enum OriginStanding: Sendable, Equatable {
  /// No Origin field: no browser asks across origins.
  case none
  /// The origin that the request itself is addressed to.
  case own
  case allowed
  case foreign
}
