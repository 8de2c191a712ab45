/// The check digit of payment cards' numbers. Source: ISO/IEC 7812-1, annex B.
package enum Luhn {
  /// The sum of the digits, every second one doubled from the right; a multiple of ten if the last one is right.
  ///
  /// - Parameter digits: 0 to 9, or their characters in ASCII.
  package static func sum(_ digits: some BidirectionalCollection<UInt8>) -> Int {
    digits.reversed().enumerated().reduce(0) { sum, digit in
      let value = Int(digit.element & 15) * (digit.offset % 2 == 0 ? 1 : 2)
      return sum + (value > 9 ? value - 9 : value)
    }
  }
}
