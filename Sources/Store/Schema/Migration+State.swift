extension Migration {
  /// What a database knows of itself: how it was made, its clock and its chance.
  ///
  /// One row. A clock is where it stands or how far it is off the system's; one without either is as it was made, and so
  /// is chance without a state.
  static let state = Migration(
    number: 5,
    script: """
      CREATE TABLE mock_state (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        scenario TEXT,
        given_clock TEXT,
        given_seed INTEGER,
        created TEXT,
        clock TEXT,
        clock_offset INTEGER,
        chance INTEGER
      ) STRICT;
      INSERT INTO mock_state (id) VALUES (1);
      """)
}
