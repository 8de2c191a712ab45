import Testing

@testable import MockControl

@Suite("OperationName")
struct OperationNameTests {
  @Test(
    "is a name for code",
    arguments: [
      ("/signin/1.0/json", "signin"), ("/im_chat/api/init", "im_chat_api_init"),
      ("/user/accounts/{account_id}/operations/", "user_accounts_account_id_operations"),
      ("/assets/svg/i_country-{country_code}.svg", "assets_svg_i_country_country_code_svg"),
    ])
  func names(_ path: String, _ name: String) {
    #expect(OperationName.name(of: path) == name)
  }
}
