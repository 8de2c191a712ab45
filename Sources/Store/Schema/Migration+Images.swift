extension Migration {
  /// The pictures of partners who brought one, as PNG files of the two sizes that are shown.
  static let images = Migration(
    number: 4,
    script: """
      CREATE TABLE res_partner_image (
        partner_id INTEGER PRIMARY KEY REFERENCES res_partner (id) ON DELETE CASCADE,
        big BLOB NOT NULL CHECK (big <> x''),
        small BLOB NOT NULL CHECK (small <> x'')
      ) STRICT;
      """)
}
