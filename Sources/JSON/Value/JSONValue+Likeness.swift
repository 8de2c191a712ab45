/// Holding a value against a pattern.
extension JSONValue {
  /// Whether it is as `pattern` says: an object has the pattern's members and may have more, at any depth; an array is
  /// as long as the pattern's; a number has its value, however it is written. A member that the pattern gives as
  /// `{"absent": true}` may not be there.
  package func isLike(_ pattern: JSONValue) -> Bool {
    switch (pattern.kind, kind) {
    case (.object, .object):
      guard let members = pattern.members else { return false }
      return members.allSatisfy { key, expected in
        guard !expected.meansAbsence else { return self[key] == nil }
        return self[key]?.isLike(expected) ?? false
      }
    case (.array, .array):
      guard let patterns = pattern.elements, let elements, patterns.count == elements.count else { return false }
      return zip(patterns, elements).allSatisfy { $1.isLike($0) }
    default: return isSameScalar(as: pattern)
    }
  }

  /// Where it is not as `pattern` says, in the pattern's order; `place` names the value itself.
  package func differences(from pattern: JSONValue, at place: String) -> [Difference] {
    switch (pattern.kind, kind) {
    case (.object, .object):
      return (pattern.members.map(Array.init) ?? []).flatMap { key, expected -> [Difference] in
        let place = place + "." + key
        guard let actual = self[key] else {
          return expected.meansAbsence ? [] : [Difference(at: place, expected: expected, actual: nil)]
        }
        guard !expected.meansAbsence else { return [Difference(at: place, expected: expected, actual: actual)] }
        return actual.differences(from: expected, at: place)
      }
    case (.array, .array):
      guard let patterns = pattern.elements, let elements, patterns.count == elements.count else { break }
      return zip(patterns, elements).enumerated().flatMap { index, pair in
        pair.1.differences(from: pair.0, at: "\(place)[\(index)]")
      }
    default: break
    }
    return isLike(pattern) ? [] : [Difference(at: place, expected: pattern, actual: self)]
  }

  /// Whether it is `{"absent": true}`.
  package var meansAbsence: Bool { kind == .object && count == 1 && self["absent"]?.bool == true }

  private func isSameScalar(as other: JSONValue) -> Bool {
    guard kind == other.kind else { return false }
    switch kind {
    case .null: return true
    case .bool: return bool == other.bool
    case .string: return other.string.map { stringEquals($0) } ?? false
    case .number:
      // Numbers of more digits than are counted with are the same where they are written the same.
      guard let number, let expected = other.number else { return rawText == other.rawText }
      return number == expected
    case .array, .object: return false
    }
  }
}

/// One place where a value is not as a pattern says.
package struct Difference: Sendable {
  /// `params.user_ids[1]`
  package let at: String
  package let expected: JSONValue
  /// Nil where there is nothing at that place.
  package let actual: JSONValue?
}
