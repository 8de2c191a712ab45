import JSON
import JSONRPC
import Testing

@testable import NebeusAPI

/// What every parameter of every endpoint makes of the values at its edges, as a table.
@Suite("The parameters of the API")
struct ArgumentTableTests {
  private static let lengths = [16, 64, 128, 254, 4_096, 65_536]

  /// What a parameter says of a value: `ok`, or the end of the sentence that refuses it.
  private static func verdict(_ parameter: any ParameterDeclaration, _ value: String) throws -> String {
    let object = try Document(parsing: Array("{\"\(parameter.name)\":\(value)}".utf8)).root
    guard let error = parameter.error(in: Params(object: object), isStrict: false) else { return "ok" }
    return error.message.split(separator: "should ").last.map { String($0).replacing("be ", with: "") } ?? ""
  }

  /// The most bytes that a text may have; `-` where it is no free text.
  private static func longest(_ parameter: any ParameterDeclaration) throws -> String {
    let longest = try lengths.last { try verdict(parameter, "\"\(String(repeating: "1", count: $0))\"") == "ok" }
    guard let longest, try verdict(parameter, "\"\(String(repeating: "1", count: longest + 1))\"") != "ok" else {
      return "-"
    }
    return "\(longest)"
  }

  @Test("refuse what is empty, blank, zero, below zero, or too long")
  func edges() throws {
    var rows = [Self.row(["", #""""#, #"" ""#, "0", "-1", "bytes"])]
    for endpoint in API.endpoints {
      rows.append(endpoint.path)
      for parameter in endpoint.pathParameters + endpoint.parameters {
        let verdicts = try [#""""#, #"" ""#, "0", "-1"].map { String(try Self.verdict(parameter, $0).prefix(16)) }
        rows.append(Self.row([parameter.name] + verdicts + [try Self.longest(parameter)]))
      }
    }
    #expect(rows.joined(separator: "\n") == Self.table)
  }

  /// The cells in columns.
  private static func row(_ cells: [String]) -> String {
    let widths = [25, 18, 18, 18, 18, 0]
    return "  "
      + zip(cells, widths).map { cell, width in cell + String(repeating: " ", count: max(0, width - cell.count)) }
      .joined()
  }

  /// What each says of four values, and how many bytes a text may have.
  private static let table = """
                               ""                " "               0                 -1                bytes
    /signin/1.0/json
      login                    specified         specified         a string          a string          4096
      password                 specified         ok                a string          a string          4096
      device_type              ok                a number          ok                not below 0       -
      identifier               ok                specified         a string          a string          4096
      language                 ok                specified         a string          a string          16
      timezone                 ok                a number          ok                ok                -
      app_version              ok                specified         a string          a string          128
      device_model             ok                specified         a string          a string          128
      device_os                ok                specified         a string          a string          128
    /logout/1.0/json
    /reset_password/1.0/json
      login                    specified         specified         a string          a string          4096
    /signup/1.0/json
      login                    specified         specified         a string          a string          254
      name                     specified         specified         a string          a string          128
      surname                  specified         specified         a string          a string          128
      password                 specified         ok                a string          a string          4096
      confirm_password         specified         ok                a string          a string          4096
      country                  specified         a number          above 0           above 0           -
      device_type              ok                a number          ok                not below 0       -
      identifier               ok                specified         a string          a string          4096
      language                 ok                specified         a string          a string          16
      timezone                 ok                a number          ok                ok                -
      app_version              ok                specified         a string          a string          128
      device_model             ok                specified         a string          a string          128
      device_os                ok                specified         a string          a string          128
    /get_countries/1.0/json
    /partner/dashboard
    /dashboard/graphic
    /helpdesk/message
      login                    specified         specified         a string          a string          254
      name                     specified         specified         a string          a string          128
      message                  specified         specified         a string          a string          65536
    /im_chat/api/get_or_create_session
      user_to                  specified         a number          above 0           above 0           -
      doc_id                   ok                a number          above 0           above 0           -
      doc_model                ok                specified         a string          a string          128
    /im_chat/api/get_or_create_session_group
      group                    specified         a number          above 0           above 0           -
      doc_id                   ok                a number          above 0           above 0           -
      doc_model                ok                specified         a string          a string          128
    /im_chat/api/get_sessions
      user_to                  ok                a number          above 0           above 0           -
      doc_id                   ok                a number          above 0           above 0           -
      doc_model                ok                specified         a string          a string          128
      state                    ok                one of open, fol  a string          a string          -
    /im_chat/api/get_sessions_group
      group                    ok                a number          above 0           above 0           -
      doc_id                   ok                a number          above 0           above 0           -
      doc_model                ok                specified         a string          a string          128
      state                    ok                one of open, fol  a string          a string          -
    /im_chat/post
      uuid                     specified         specified         a string          a string          4096
      message_type             specified         one of message,   a string          a string          -
      message_content          ok                ok                a string          a string          65536
    /im_chat/api/init
      name                     ok                ok                a string          a string          4096
      limit                    ok                a number          ok                not below 0       -
    /im_chat/api/history
      uuid                     specified         specified         a string          a string          4096
      last_ID                  ok                a number          ok                not below 0       -
      limit                    ok                a number          ok                not below 0       -
    /im_chat/api/change_session_status
      uuid                     ok                specified         a string          a string          4096
      new_status               ok                one of open, fol  a string          a string          -
      new_status               ok                one of open, fol  a string          a string          -
    /im_chat/api/user_chat_ab/get_all_users
    /im_chat/api/user_chat_ab/get_users_from_book
    /im_chat/api/user_chat_ab/add_users
      user_ids                 user_ids is not   user_ids is not   user_ids is not   user_ids is not   -
    /im_chat/api/user_chat_ab/remove_users
      user_ids                 user_ids is not   user_ids is not   user_ids is not   user_ids is not   -
    /im_chat/api/user_chat_ab/add_partner
      parent_partner_id        input parameters  input parameters  input parameters  input parameters  -
      child_partner_id         input parameters  input parameters  input parameters  input parameters  -
    /user/get_wallets_list/1.0/json
    /user/accounts/{account_id}/operations/
      account_id               specified         specified         a string          a string          4096
      date_from                ok                a moment such as  a moment such as  a moment such as  -
      date_to                  ok                a moment such as  a moment such as  a moment such as  -
    /user/get_cards/1.0/json
    /card2card/new/1.0/json
      from_sum                 specified         a number          ok                ok                -
      to_sum                   specified         a number          ok                ok                -
      to_sum_currency          specified         a number          above 0           above 0           -
      source_id                ok                a number          above 0           above 0           -
      card_number              ok                ok                ok                ok                64
      cardholder_name          ok                specified         a string          a string          128
      expiration_date          ok                specified         a string          a string          4096
      cvv                      ok                ok                ok                ok                64
      save_card_data           ok                true or false     ok                true or false     -
      recipient_id             ok                a number          above 0           above 0           -
      recipient_country_id     ok                a number          above 0           above 0           -
      recipient_card_number    ok                ok                ok                ok                64
      recipient_email          ok                specified         a string          a string          254
      recipient_phone          ok                ok                ok                ok                64
      recipient_cardholder_nameok                specified         a string          a string          128
      save_recipient_details   ok                true or false     ok                true or false     -
    /card2card/search/1.0/json
      query                    ok                ok                a string          a string          4096
    /btc/get_buy_limit/1.0/json
    /utils/get_buy_currencies/1.0/json
    /utils/get_sell_currencies/1.0/json
    /buy_currency/1.0/json
      buy_amount               specified         a number          ok                ok                -
      deposit_amount           specified         a number          ok                ok                -
      payment_id               ok                a number          above 0           above 0           -
      account_id               specified         a number          above 0           above 0           -
      save_card                ok                true or false     ok                true or false     -
      code_id                  ok                ok                ok                ok                64
      code                     ok                ok                ok                ok                64
      cvc                      ok                ok                ok                ok                64
      card_number              ok                ok                ok                ok                64
      cardholder_name          ok                specified         a string          a string          128
      expiration_date          ok                specified         a string          a string          4096
    /sell_currency/1.0/json
      sell_sum                 specified         a number          ok                ok                -
      buy_sum                  specified         a number          ok                ok                -
      debit_from               specified         a number          above 0           above 0           -
      deposit_to               specified         a number          above 0           above 0           -
      code_id                  ok                ok                ok                ok                64
      code                     ok                ok                ok                ok                64
    /get_historical_rate
    /user/transfers
    /user/get_deposit_methods
      currency                 ok                specified         a string          a string          16
    /user/notifications
    """
}
