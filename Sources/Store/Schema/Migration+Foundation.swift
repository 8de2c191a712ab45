extension Migration {
  /// Countries, currencies, partners and their users, accounts and what moved on them, sessions, the outbox.
  ///
  /// Amounts are whole hundred-millionths of their currency, rates exact decimals as text, moments text in UTC.
  /// Balances and turnovers are kept by triggers, so that reading them costs the same however much has moved. A column of
  /// three values or more is checked by OR: for a longer IN list, SQLite makes a table at each row.
  static let foundation = Migration(
    number: 1,
    script: """
      CREATE TABLE res_country (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        code TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (code GLOB '[A-Z][A-Z]'),
        phone_code TEXT NOT NULL CHECK (phone_code GLOB '+[0-9]*'),
        active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
      ) STRICT;

      CREATE TABLE res_currency (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        rate TEXT NOT NULL CHECK (rate GLOB '[0-9]*' AND CAST(rate AS REAL) > 0),
        buy_rate TEXT CHECK (buy_rate GLOB '[0-9]*' AND CAST(buy_rate AS REAL) > 0),
        sell_rate TEXT CHECK (sell_rate GLOB '[0-9]*' AND CAST(sell_rate AS REAL) > 0),
        symbol TEXT CHECK (symbol <> ''),
        symbol_position TEXT NOT NULL DEFAULT 'after' CHECK (symbol_position IN ('before', 'after'))
      ) STRICT;

      CREATE TABLE auth_oauth_provider (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        auth_link TEXT NOT NULL
      ) STRICT;

      CREATE TABLE res_partner (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        surname TEXT,
        email TEXT,
        city TEXT,
        country_id INTEGER REFERENCES res_country (id),
        lang TEXT NOT NULL DEFAULT 'en_US',
        tz TEXT,
        rating INTEGER NOT NULL DEFAULT 0,
        credit_rank INTEGER NOT NULL DEFAULT 0,
        address_status TEXT NOT NULL DEFAULT 'not_verified'
          CHECK (address_status = 'not_verified' OR address_status = 'pending'
            OR address_status = 'verified' OR address_status = 'rejected'),
        address_points INTEGER NOT NULL DEFAULT 0,
        identity_status TEXT NOT NULL DEFAULT 'not_verified'
          CHECK (identity_status = 'not_verified' OR identity_status = 'pending'
            OR identity_status = 'verified' OR identity_status = 'rejected'),
        identity_points INTEGER NOT NULL DEFAULT 0,
        phone_verified INTEGER NOT NULL DEFAULT 0 CHECK (phone_verified IN (0, 1)),
        phone_points INTEGER NOT NULL DEFAULT 0,
        default_currency_id INTEGER REFERENCES res_currency (id),
        chart_currency_id INTEGER REFERENCES res_currency (id),
        buy_limit INTEGER CHECK (buy_limit >= 0)
      ) STRICT;

      CREATE TABLE res_partner_oauth (
        partner_id INTEGER NOT NULL REFERENCES res_partner (id) ON DELETE CASCADE,
        provider_id INTEGER NOT NULL REFERENCES auth_oauth_provider (id) ON DELETE CASCADE,
        PRIMARY KEY (partner_id, provider_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE res_users (
        id INTEGER PRIMARY KEY,
        login TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (login <> ''),
        password_crypt TEXT NOT NULL,
        partner_id INTEGER NOT NULL UNIQUE REFERENCES res_partner (id),
        company_id INTEGER NOT NULL DEFAULT 1
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
        create_date TEXT NOT NULL CHECK (create_date IS datetime(create_date))
      ) STRICT;

      CREATE TABLE http_session (
        id TEXT PRIMARY KEY CHECK (id <> ''),
        user_id INTEGER NOT NULL REFERENCES res_users (id) ON DELETE CASCADE,
        last_used TEXT NOT NULL CHECK (last_used IS datetime(last_used))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX http_session_user ON http_session (user_id, last_used);

      CREATE TABLE reset_password_token (
        token TEXT PRIMARY KEY,
        user_id INTEGER NOT NULL REFERENCES res_users (id) ON DELETE CASCADE,
        expires TEXT NOT NULL CHECK (expires IS datetime(expires))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE account_account (
        id INTEGER PRIMARY KEY,
        partner_id INTEGER NOT NULL REFERENCES res_partner (id),
        currency_id INTEGER NOT NULL REFERENCES res_currency (id),
        code TEXT NOT NULL CHECK (code <> ''),
        acc_number TEXT NOT NULL CHECK (acc_number <> ''),
        name TEXT NOT NULL DEFAULT '/',
        create_date TEXT NOT NULL CHECK (create_date IS datetime(create_date)),
        opening_balance INTEGER NOT NULL DEFAULT 0,
        credit_total INTEGER NOT NULL DEFAULT 0,
        debit_total INTEGER NOT NULL DEFAULT 0,
        balance INTEGER NOT NULL GENERATED ALWAYS AS (opening_balance + credit_total - debit_total) VIRTUAL
      ) STRICT;
      CREATE INDEX account_account_partner ON account_account (partner_id, currency_id);
      CREATE INDEX account_account_code ON account_account (code);

      CREATE TABLE account_transaction (
        id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL REFERENCES account_account (id),
        date TEXT NOT NULL CHECK (date IS datetime(date)),
        type TEXT NOT NULL CHECK (type <> ''),
        credit INTEGER NOT NULL DEFAULT 0 CHECK (credit >= 0),
        debit INTEGER NOT NULL DEFAULT 0 CHECK (debit >= 0),
        operation_ref TEXT NOT NULL CHECK (operation_ref <> ''),
        partner_id INTEGER REFERENCES res_partner (id),
        num TEXT CHECK (num <> ''),
        reference TEXT CHECK (reference <> '')
      ) STRICT;
      CREATE INDEX account_transaction_date ON account_transaction (account_id, date, id);

      CREATE TABLE account_turnover (
        account_id INTEGER NOT NULL REFERENCES account_account (id) ON DELETE CASCADE,
        day TEXT NOT NULL,
        credit INTEGER NOT NULL,
        debit INTEGER NOT NULL,
        PRIMARY KEY (account_id, day)
      ) STRICT, WITHOUT ROWID;

      CREATE TRIGGER account_transaction_added AFTER INSERT ON account_transaction BEGIN
        UPDATE account_account
          SET credit_total = credit_total + new.credit, debit_total = debit_total + new.debit
          WHERE id = new.account_id;
        INSERT INTO account_turnover VALUES (new.account_id, substr(new.date, 1, 10), new.credit, new.debit)
          ON CONFLICT DO UPDATE SET credit = credit + excluded.credit, debit = debit + excluded.debit;
      END;

      CREATE TRIGGER account_transaction_removed AFTER DELETE ON account_transaction BEGIN
        UPDATE account_account
          SET credit_total = credit_total - old.credit, debit_total = debit_total - old.debit
          WHERE id = old.account_id;
        UPDATE account_turnover SET credit = credit - old.credit, debit = debit - old.debit
          WHERE account_id = old.account_id AND day = substr(old.date, 1, 10);
      END;

      CREATE TRIGGER account_transaction_changed AFTER UPDATE ON account_transaction BEGIN
        UPDATE account_account
          SET credit_total = credit_total - old.credit, debit_total = debit_total - old.debit
          WHERE id = old.account_id;
        UPDATE account_turnover SET credit = credit - old.credit, debit = debit - old.debit
          WHERE account_id = old.account_id AND day = substr(old.date, 1, 10);
        UPDATE account_account
          SET credit_total = credit_total + new.credit, debit_total = debit_total + new.debit
          WHERE id = new.account_id;
        INSERT INTO account_turnover VALUES (new.account_id, substr(new.date, 1, 10), new.credit, new.debit)
          ON CONFLICT DO UPDATE SET credit = credit + excluded.credit, debit = debit + excluded.debit;
      END;

      CREATE TABLE account_operation (
        id INTEGER PRIMARY KEY,
        partner_id INTEGER NOT NULL REFERENCES res_partner (id),
        date TEXT NOT NULL CHECK (date IS datetime(date)),
        amount INTEGER NOT NULL CHECK (amount >= 0),
        description TEXT NOT NULL,
        type TEXT NOT NULL CHECK (type IN ('credit', 'debit')),
        operation_ref TEXT NOT NULL CHECK (operation_ref <> '')
      ) STRICT;
      CREATE INDEX account_operation_date ON account_operation (partner_id, date, id);

      CREATE TABLE account_reservation (
        id INTEGER PRIMARY KEY,
        partner_id INTEGER NOT NULL REFERENCES res_partner (id),
        currency_id INTEGER NOT NULL REFERENCES res_currency (id),
        credit INTEGER NOT NULL DEFAULT 0 CHECK (credit >= 0),
        debit INTEGER NOT NULL DEFAULT 0 CHECK (debit >= 0)
      ) STRICT;
      CREATE INDEX account_reservation_partner ON account_reservation (partner_id, currency_id);

      CREATE TABLE mock_outbox (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL
          CHECK (kind = 'reset_password' OR kind = 'pin' OR kind = 'transfer' OR kind = 'helpdesk'),
        "to" TEXT NOT NULL,
        subject TEXT NOT NULL,
        body TEXT NOT NULL,
        code TEXT,
        code_id INTEGER,
        link TEXT,
        sent_at TEXT NOT NULL CHECK (sent_at IS datetime(sent_at))
      ) STRICT;

      CREATE TABLE mock_generated (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        value TEXT NOT NULL
      ) STRICT;
      CREATE INDEX mock_generated_kind ON mock_generated (kind, id);
      """)
}
