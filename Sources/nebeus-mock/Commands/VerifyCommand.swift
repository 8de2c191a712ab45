import HTTP
import JSONRPC
import MockControl
import NebeusAPI

/// Compares a backend with the contract.
enum VerifyCommand: Command {
  private static let header = CommandOption<[HeaderField]>(
    repeatable: "header", "field", hasVariable: false,
    "Header field that every request has, such as \"X-Odoo-Database: staging\". Repeatable.")
  private static let login = CommandOption<String?>(
    "login", "login", "Login to sign in with; without one, calls that need a session are only made without.")
  private static let password = CommandOption<String?>("password", "password", "The login's password.")
  private static let only = CommandOption<[ChapterName]>(
    repeatable: "only", "chapter", shown: "all", hasVariable: false,
    "Chapter whose endpoints are called: \(ChapterName.names). Repeatable.")
  private static let write = CommandOption<Bool>(
    "write", hasVariable: false, "Also call the endpoints that change something: sign up, send, buy.")
  private static let exact = CommandOption<Bool>(
    "exact", hasVariable: false, "The order of keys counts, too.")
  private static let format = CommandOption<VerifyFormat>(
    "format", "name", default: .text, shown: "text", hasVariable: false, "Form of the report: \(VerifyFormat.names).")
  private static let output = CommandOption<String?>(
    "output", "file", shown: "standard output", hasVariable: false, "File to write the report into.")

  static let description = CommandDescription(
    name: "verify",
    summary: "Compare a backend with the contract.",
    discussion: [
      "It replays the reference's examples and makes calls from the declaration of each endpoint: required arguments left "
        + "out, values of wrong types, unknown ids, no session. It reports each place where an answer differs from "
        + "the declaration: status, envelope, missing, added and mistyped members. Whether a call succeeds may depend on the "
        + "backend's data: then either its answer or its failure has to have the declared shape.",
      "Endpoints that change something are left out, refused calls included, unless --write is given. Signing in is the "
        + "exception. The exit code is 1 if anything deviates.",
    ],
    groups: [
      OptionGroup(
        "Options",
        [header, login, password, only, write, exact, ServeOptions.dialect, ServeOptions.revision, format, output])
    ],
    operands: .one(name: "url", help: "The backend: http:// and an address, with or without a port and a path."))

  static func run(_ arguments: ParsedArguments) throws {
    let text = arguments.operands.first ?? ""
    guard let url = ServerURL(argument: text) else {
      throw Failure.usage("invalid URL \(text.debugDescription): use \(ServerURL.expectation)")
    }
    let chosen = try arguments[only].map(\.text)
    let verifier = Verifier(
      client: BackendClient(url, fields: try arguments[header].map { ($0.name, $0.value) }),
      credentials: try credentials(arguments),
      chapters: API.chapters.filter { chosen.isEmpty || chosen.contains($0.name) },
      examples: try Manifest(of: try arguments[ServeOptions.revision]).examples.compactMap(VerifyExample.init),
      comparison: SchemaComparison(
        format: AnswerFormat(
          dialect: try arguments[ServeOptions.dialect], revision: try arguments[ServeOptions.revision]),
        isExact: try arguments[exact]),
      writes: try arguments[write])
    let report = try verifier.run()
    try ReportFile.write(try report.text(as: try arguments[format]), to: try arguments[output])
    if report.drifts > 0 { throw Failure(code: ExitCode.failure) }
  }

  private static func credentials(_ arguments: ParsedArguments) throws -> Verifier.Credentials? {
    switch (try arguments[login], try arguments[password]) {
    case (let login?, let password?): return .init(login: login, password: password)
    case (nil, nil): return nil
    default: throw Failure.usage("give both --login and --password, or neither")
    }
  }
}

/// A header field: a name, a colon, a value.
struct HeaderField: OptionValue {
  static let expectation = "a name, a colon and a value, such as \"X-Odoo-Database: staging\""

  let name: String
  let value: String

  init?(argument: String) {
    guard let colon = argument.firstIndex(of: ":"), colon > argument.startIndex,
      argument.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return nil }
    name = String(argument[..<colon])
    value = String(argument[argument.index(after: colon)...].drop { $0 == " " })
    guard !name.contains(where: { $0 == " " }) else { return nil }
  }
}

/// A chapter of the reference, by its name in whatever case.
struct ChapterName: OptionValue {
  static let names = API.chapters.map(\.name).joined(separator: ", ")
  static var expectation: String { "one of \(names)" }

  let text: String

  init?(argument: String) {
    guard let chapter = API.chapters.first(where: { $0.name.lowercased() == argument.lowercased() }) else { return nil }
    text = chapter.name
  }
}
