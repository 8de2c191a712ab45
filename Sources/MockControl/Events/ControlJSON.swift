import Basics
import JSON
import JSONRPC

/// JSON of the control plane that is no answer by itself.
enum ControlJSON {
  /// What `shape` writes of `content`, on one line.
  static func bytes<Content>(_ shape: Shape<Content>, _ content: Content) throws -> [UInt8] {
    var writer = AnswerWriter(Writer(ByteBuffer(), encoding: .utf8), .jsonrpc)
    try shape.write(content, &writer)
    return writer.finish().finish().withBytes { Array($0) }
  }

  static func object(_ members: (inout Writer) -> Void) -> [UInt8] {
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    writer.object(members)
    return writer.finish().withBytes { Array($0) }
  }
}
