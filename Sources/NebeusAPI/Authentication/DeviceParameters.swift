import JSONRPC
import Store

/// The parameters that describe a user's device, as OneSignal's "add a device" has them.
struct DeviceParameters {
  let type: Parameter<Int?>
  let identifier: Parameter<String?>
  let language: Parameter<String?>
  let timeZone: Parameter<Int?>
  let appVersion: Parameter<String?>
  let model: Parameter<String?>
  let system: Parameter<String?>

  /// - Parameter first: the first revision in which the endpoint has them.
  init(since first: Revision = .first) {
    type = Parameter("device_type", .optional(.deviceType), "Device type, a number of OneSignal's").since(first)
    identifier = Parameter("identifier", .optional(.text()), "Push notification identifier from Google or Apple")
      .since(first)
    language = Parameter("language", .optional(.text(maxBytes: 16)), "Language code").since(first)
    timeZone = Parameter("timezone", .optional(.secondsFromUTC), "Number of seconds away from UTC").since(first)
    appVersion = Parameter("app_version", .optional(.text(maxBytes: 128)), "Application version").since(first)
    model = Parameter("device_model", .optional(.text(maxBytes: 128)), "Device make and model").since(first)
    system = Parameter("device_os", .optional(.text(maxBytes: 128)), "Device operating system version").since(first)
  }

  var all: [any ParameterDeclaration] { [type, identifier, language, timeZone, appVersion, model, system] }

  /// Stores the device if anything is said of it.
  func add(_ arguments: Arguments, to user: User, in state: DatabaseState) throws {
    let type = arguments[type]
    let offset = arguments[timeZone]
    let texts = [identifier, language, appVersion, model, system].map { arguments[$0] }
    guard type != nil || offset != nil || texts.contains(where: { $0 != nil }) else { return }
    _ = try state.connection.run(
      """
      INSERT INTO res_users_device
        (user_id, device_type, timezone, identifier, language, app_version, device_model, device_os, create_date)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, user.id, type, offset, texts[0], texts[1], texts[2], texts[3], texts[4], state.now)
  }
}

extension ParameterType where Argument == Int {
  /// OneSignal's number of a kind of device; a strict server takes those that exist.
  ///
  /// Source: https://documentation.onesignal.com/v9.0/reference/add-a-device
  static var deviceType: ParameterType<Int> {
    integer(in: 0...Int.max, butStrictly: { (0...11).contains($0) || $0 == 13 || $0 == 14 }, "0 to 11, 13 or 14")
  }

  /// How far a time zone is off UTC; a strict server takes what exists: quarters of an hour from -12 to 14 hours.
  static var secondsFromUTC: ParameterType<Int> {
    integer(
      in: Int.min...Int.max, butStrictly: { (-43_200...50_400).contains($0) && $0 % 900 == 0 },
      "a multiple of 900 from -43200 to 50400")
  }

  private static func integer(
    in range: ClosedRange<Int>, butStrictly exists: @escaping @Sendable (Int) -> Bool, _ words: String
  ) -> ParameterType<Int> {
    ParameterType(.integer) { value, style throws(ArgumentError.Reason) in
      let number = try ParameterType.integer(in: range).read(value, style)
      guard !style.isStrict || exists(number) else { throw .wrong("should be \(words)") }
      return number
    }
  }
}
