import Basics
import Testing

@Suite("ByteBuffer")
struct ByteBufferTests {
  @Test("grows after its content")
  func grows() {
    var buffer = ByteBuffer(capacity: 1)
    buffer.append("abc" as StaticString)
    buffer.append(UInt8(ascii: "-"))
    buffer.append(Array(repeating: UInt8(ascii: "x"), count: 100))
    buffer.append("é" as String)
    #expect(buffer.count == 106)
    #expect(buffer.string == "abc-" + String(repeating: "x", count: 100) + "é")
    #expect(buffer.last == 0xa9)
  }

  @Test("writes whole numbers of every length", arguments: 0..<19)
  func writesNumbers(zeros: Int) {
    let power = (0..<zeros).reduce(1) { power, _ in power * 10 }
    for number in [0, power - 1, power, power + 1, -power, 1 - power, Int.max, Int.min] {
      var buffer = ByteBuffer()
      buffer.append("x" as StaticString)
      buffer.append(decimal: number)
      #expect(buffer.string == "x\(number)")
    }
  }

  @Test("forgets bytes at either end and keeps its memory up to the limit")
  func forgets() {
    var buffer = ByteBuffer()
    buffer.append("0123456789" as StaticString)
    buffer.removeFirst(3)
    buffer.truncate(to: 4)
    #expect(buffer.string == "3456")
    buffer.removeFirst(9)
    buffer.truncate(to: -1)
    let isEmpty = buffer.isEmpty
    #expect(isEmpty)
    #expect(buffer.last == nil)
    buffer.append("a" as StaticString)
    buffer.removeAll(keepingUpTo: 1)
    buffer.append("b" as StaticString)
    #expect(buffer.string == "b")
  }
}
