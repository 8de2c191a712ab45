import Basics
import HTTP
import Instrumentation
import JSON
import JSONRPC
import Store

/// What a fault makes of an answer.
struct FaultAnswer {
  private let fault: Fault
  private let call: APICall

  init(_ fault: Fault, to call: APICall) {
    self.fault = fault
    self.call = call
  }

  func strike(_ response: inout Response) {
    apply(&response)
    var names: Set<String> = []
    for field in fault.fields {
      guard let name = FieldName(field.name) else { continue }
      // The first takes the place of the answer's own.
      if names.insert(field.name.lowercased()).inserted {
        response.setField(name, field.value)
      } else {
        response.addField(name, field.value)
      }
    }
  }

  private func apply(_ response: inout Response) {
    switch fault.action {
    case .none: return
    case .reset: response.wire = .reset
    case .truncate(let bytes): response.wire = .truncated(after: bytes)
    case .drip(let pace): response.wire = .drip(bytesPerSecond: pace)
    case .status(let status, let body):
      clear(&response)
      response.status = Status(rawValue: status)
      write(body, to: &response)
    case .error(let code, let message):
      clear(&response)
      writeError(code, message, to: &response)
    }
  }

  /// Nothing of the real answer is left.
  private func clear(_ response: inout Response) {
    response.set(Response().kept())
  }

  private func write(_ body: Fault.Body?, to response: inout Response) {
    switch body {
    case nil: return
    case .text(let text):
      response.contentType = "text/plain; charset=utf-8"
      response.body.append(text)
    case .json(let value):
      response.contentType = "application/json"
      var writer = Writer(response.takeBody(), encoding: .ascii)
      writer.value(value)
      response.body = writer.finish()
    }
  }

  /// One error for each call of a batch; a body that can't be read has one.
  private func writeError(_ code: Int, _ message: String, to response: inout Response) {
    let error = RPCError(code: code, message: message, name: Self.name(of: code), detail: message)
    response.contentType = "application/json"
    var writer = Writer(response.takeBody(), encoding: .ascii)
    switch call.content {
    case .success(.batch(let calls)):
      writer.beginArray()
      for call in calls { error.write(id: call.id, to: &writer) }
      writer.endArray()
    case .success(.single(let call)): error.write(id: call.id, to: &writer)
    case .failure(let bodyError): error.write(id: bodyError.id, to: &writer)
    }
    response.body = writer.finish()
  }

  /// An Odoo client looks for the name, too.
  private static func name(of code: Int) -> String {
    code == RPCError.sessionExpired.code ? RPCError.sessionExpired.name : "openerp.exceptions.Error"
  }
}
