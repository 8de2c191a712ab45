import HTTP

/// What Odoo's clients say of themselves.
extension FieldName {
  static let openERPSession = FieldName(literal: "X-Openerp-Session-Id")
  static let odooDatabase = FieldName(literal: "X-Odoo-Database")
}
