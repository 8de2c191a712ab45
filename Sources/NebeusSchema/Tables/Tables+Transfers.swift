extension Tables {
  /// What the reference of 2017-06 adds: companies with the ways to pay money in, transfers between people, past rates
  /// of currencies, notifications.
  static let later = """
    CREATE TABLE res_company (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL \(Check.notEmpty("name"))
    ) STRICT;

    CREATE TABLE deposit_method (
      id INTEGER PRIMARY KEY,
      company_id INTEGER NOT NULL REFERENCES res_company (id) ON DELETE CASCADE,
      currency_id INTEGER NOT NULL REFERENCES res_currency (id),
      name TEXT NOT NULL \(Check.notEmpty("name")),
      bank_name TEXT,
      bank_country TEXT,
      bank_street TEXT,
      bank_city TEXT,
      bank_code TEXT,
      bank_zip TEXT,
      bic TEXT,
      int_bank TEXT,
      int_bank_account TEXT,
      int_bank_swift TEXT,
      account_number TEXT,
      account_owner TEXT,
      external_notes TEXT,
      help TEXT,
      reference TEXT,
      minimum INTEGER NOT NULL DEFAULT 0 \(Check.notNegative("minimum"))
    ) STRICT;
    CREATE INDEX deposit_method_company ON deposit_method (company_id, id);

    CREATE TABLE account_transfer (
      id INTEGER PRIMARY KEY,
      sender_id INTEGER REFERENCES res_partner (id),
      sender_name TEXT \(Check.notEmpty("sender_name")),
      recipient_id INTEGER REFERENCES res_partner (id),
      recipient_name TEXT \(Check.notEmpty("recipient_name")),
      create_date TEXT NOT NULL \(Check.timestamp("create_date")),
      amount_in INTEGER NOT NULL \(Check.notNegative("amount_in")),
      currency_in_id INTEGER NOT NULL REFERENCES res_currency (id),
      amount_out INTEGER NOT NULL \(Check.notNegative("amount_out")),
      currency_out_id INTEGER NOT NULL REFERENCES res_currency (id),
      amount_out_base INTEGER NOT NULL \(Check.notNegative("amount_out_base")),
      confirmations INTEGER NOT NULL DEFAULT 0 \(Check.notNegative("confirmations")),
      description TEXT,
      operation_ref TEXT NOT NULL \(Check.notEmpty("operation_ref")),
      refuse_reason TEXT,
      seen INTEGER NOT NULL DEFAULT 0 \(Check.flag("seen")),
      stage INTEGER NOT NULL DEFAULT 1 \(Check.positive("stage")),
      stage_name TEXT NOT NULL DEFAULT 'New' \(Check.notEmpty("stage_name")),
      CONSTRAINT "a transfer has a sender: a partner or a name" CHECK (coalesce(sender_id, sender_name) IS NOT NULL),
      CONSTRAINT "a transfer has a recipient: a partner or a name"
        CHECK (coalesce(recipient_id, recipient_name) IS NOT NULL)
    ) STRICT;
    CREATE INDEX account_transfer_sender ON account_transfer (sender_id, create_date, id);
    CREATE INDEX account_transfer_recipient ON account_transfer (recipient_id, create_date, id);

    CREATE TABLE res_currency_rate (
      id INTEGER PRIMARY KEY,
      currency_id INTEGER NOT NULL REFERENCES res_currency (id) ON DELETE CASCADE,
      date TEXT NOT NULL \(Check.timestamp("date")),
      rate TEXT NOT NULL \(Check.rate("rate"))
    ) STRICT;
    CREATE INDEX res_currency_rate_date ON res_currency_rate (currency_id, date, id);

    CREATE TABLE mail_notification (
      id INTEGER PRIMARY KEY,
      partner_id INTEGER NOT NULL REFERENCES res_partner (id) ON DELETE CASCADE,
      author_id INTEGER REFERENCES res_partner (id) ON DELETE SET NULL,
      date TEXT NOT NULL \(Check.timestamp("date")),
      is_read INTEGER NOT NULL DEFAULT 0 \(Check.flag("is_read")),
      operation_ref TEXT,
      subject TEXT NOT NULL,
      url TEXT
    ) STRICT;
    CREATE INDEX mail_notification_date ON mail_notification (partner_id, date, id);
    CREATE INDEX mail_notification_unread ON mail_notification (partner_id) WHERE is_read = 0;
    """
}
