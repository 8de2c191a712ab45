import JSON

/// What a look at an argument tells, without reading it.
package enum ArgumentLook: Sendable, Equatable {
  /// Nothing: it has to be read.
  case unclear
  /// The call leaves it out, which is allowed.
  case absent
  /// It is right.
  case given
  /// It is an empty text, which is right.
  case empty
  /// It is the value of a choice that has this index.
  case choice(Int)

  /// - Parameter isRight: whether the look shows that `value` is right.
  static func given(_ value: JSONValue, if isRight: Bool) -> ArgumentLook {
    guard isRight else { return .unclear }
    return value.isString(ofAtMost: 0) ? .empty : .given
  }
}

/// Which arguments a call has, and which values of its choices, in four bits a parameter.
///
/// It costs next to nothing, since the check of the arguments looks at them anyway. Accepted calls of one shape show
/// the same of an endpoint's parameters.
package struct CallShape: Sendable, Equatable {
  private let bits: UInt64

  /// Makes a shape of what is told of the parameters, in their order.
  struct Builder {
    private var bits: UInt64 = 0
    private var used = 0
    private var isClear = true

    mutating func add(_ look: ArgumentLook) {
      let code: UInt64? =
        switch look {
        case .unclear: nil
        case .absent: 0
        case .given: 1
        case .empty: 2
        case .choice(let index): index < 13 ? UInt64(index + 3) : nil
        }
      guard let code, used < UInt64.bitWidth else { return isClear = false }
      bits |= code << UInt64(used)
      used += 4
    }

    /// Nil where something is unclear, or there are more than 16 parameters.
    var shape: CallShape? { isClear ? CallShape(bits: bits) : nil }
  }

  private init(bits: UInt64) {
    self.bits = bits
  }
}
