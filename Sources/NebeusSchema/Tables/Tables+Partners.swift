extension Tables {
  /// Countries, currencies, partners with their images, users with their devices, sessions and reset links.
  static let partners = """
    CREATE TABLE res_country (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL \(Check.notEmpty("name")),
      code TEXT NOT NULL UNIQUE COLLATE NOCASE
        CONSTRAINT "must be two capital letters, such as ES" CHECK (code GLOB '[A-Z][A-Z]'),
      phone_code TEXT NOT NULL CONSTRAINT "must be a plus and digits, such as +34" CHECK (phone_code GLOB '+[0-9]*'),
      active INTEGER NOT NULL DEFAULT 1 \(Check.flag("active"))
    ) STRICT;

    CREATE TABLE res_currency (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE \(Check.notEmpty("name")),
      rate TEXT NOT NULL \(Check.rate("rate")),
      buy_rate TEXT \(Check.rate("buy_rate")),
      sell_rate TEXT \(Check.rate("sell_rate")),
      symbol TEXT \(Check.notEmpty("symbol")),
      symbol_position TEXT NOT NULL DEFAULT 'after' \(Check.oneOf("symbol_position", "before", "after"))
    ) STRICT;

    CREATE TABLE auth_oauth_provider (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE \(Check.notEmpty("name")),
      auth_link TEXT NOT NULL
    ) STRICT;

    CREATE TABLE res_partner (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL \(Check.notEmpty("name")),
      surname TEXT,
      email TEXT,
      city TEXT,
      country_id INTEGER REFERENCES res_country (id),
      lang TEXT NOT NULL DEFAULT 'en_US',
      tz TEXT,
      rating INTEGER NOT NULL DEFAULT 0,
      credit_rank INTEGER NOT NULL DEFAULT 0,
      address_status TEXT NOT NULL DEFAULT 'not_verified'
        \(Check.oneOf("address_status", "not_verified", "pending", "verified", "rejected")),
      address_points INTEGER NOT NULL DEFAULT 0,
      identity_status TEXT NOT NULL DEFAULT 'not_verified'
        \(Check.oneOf("identity_status", "not_verified", "pending", "verified", "rejected")),
      identity_points INTEGER NOT NULL DEFAULT 0,
      phone_verified INTEGER NOT NULL DEFAULT 0 \(Check.flag("phone_verified")),
      phone_points INTEGER NOT NULL DEFAULT 0,
      default_currency_id INTEGER REFERENCES res_currency (id),
      chart_currency_id INTEGER REFERENCES res_currency (id),
      buy_limit INTEGER \(Check.notNegative("buy_limit")),
      phone TEXT
    ) STRICT;

    CREATE VIEW res_partner_name AS
      SELECT id, name || coalesce(' ' || nullif(surname, ''), '') AS full_name, email, country_id FROM res_partner;

    CREATE TABLE res_partner_oauth (
      partner_id INTEGER NOT NULL REFERENCES res_partner (id) ON DELETE CASCADE,
      provider_id INTEGER NOT NULL REFERENCES auth_oauth_provider (id) ON DELETE CASCADE,
      PRIMARY KEY (partner_id, provider_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE res_partner_image (
      partner_id INTEGER PRIMARY KEY REFERENCES res_partner (id) ON DELETE CASCADE,
      big BLOB NOT NULL \(Check.notEmpty("big", ofBlob: true)),
      small BLOB NOT NULL \(Check.notEmpty("small", ofBlob: true))
    ) STRICT;

    CREATE TABLE res_users (
      id INTEGER PRIMARY KEY,
      login TEXT NOT NULL UNIQUE COLLATE NOCASE \(Check.notEmpty("login")),
      password_crypt TEXT NOT NULL,
      partner_id INTEGER NOT NULL UNIQUE REFERENCES res_partner (id),
      company_id INTEGER NOT NULL DEFAULT 1,
      code_method TEXT NOT NULL DEFAULT 'email' \(Check.oneOf("code_method", "email", "sms"))
    ) STRICT;

    CREATE TABLE res_users_device (
      id INTEGER PRIMARY KEY,
      user_id INTEGER NOT NULL REFERENCES res_users (id) ON DELETE CASCADE,
      device_type INTEGER,
      identifier TEXT,
      language TEXT,
      timezone INTEGER,
      app_version TEXT,
      device_model TEXT,
      device_os TEXT,
      create_date TEXT NOT NULL \(Check.timestamp("create_date"))
    ) STRICT;

    CREATE TABLE http_session (
      id TEXT PRIMARY KEY \(Check.notEmpty("id")),
      user_id INTEGER NOT NULL REFERENCES res_users (id) ON DELETE CASCADE,
      last_used TEXT NOT NULL \(Check.timestamp("last_used"))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX http_session_user ON http_session (user_id, last_used);

    CREATE TABLE reset_password_token (
      token TEXT PRIMARY KEY,
      user_id INTEGER NOT NULL REFERENCES res_users (id) ON DELETE CASCADE,
      expires TEXT NOT NULL \(Check.timestamp("expires"))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX reset_password_token_user ON reset_password_token (user_id);
    """
}
