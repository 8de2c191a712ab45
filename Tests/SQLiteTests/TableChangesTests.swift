import TestSupport
import Testing

@testable import SQLite

@Suite("Tables that are watched")
struct TableChangesTests {
  private let connection: SQLiteConnection
  private let changes = TableChanges()

  init() throws {
    connection = try SQLiteConnection(.memory)
    connection.note(into: changes)
    try connection.execute(
      """
      CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT UNIQUE) STRICT;
      CREATE TABLE child (
        id INTEGER, parent_id INTEGER REFERENCES parent ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        PRIMARY KEY (id, parent_id)) STRICT, WITHOUT ROWID;
      CREATE TABLE log (id INTEGER PRIMARY KEY, text TEXT) STRICT;
      CREATE TRIGGER parent_logged AFTER UPDATE ON parent BEGIN INSERT INTO log (text) VALUES (NEW.name); END;
      INSERT INTO parent VALUES (1, 'a'), (2, 'b');
      INSERT INTO child VALUES (1, 1), (2, 1), (3, 2);
      INSERT INTO log VALUES (1, 'made');
      """)
  }

  struct Write: CustomTestStringConvertible {
    let sql: String
    let tables: Set<String>
    var testDescription: String { sql }
  }

  @Test(
    "have changed after a statement that wrote to them, and only those",
    arguments: [
      Write(sql: "INSERT INTO parent VALUES (3, 'c')", tables: ["parent"]),
      Write(sql: "INSERT INTO log (text) SELECT name FROM parent", tables: ["log"]),
      Write(sql: "INSERT INTO child VALUES (4, 2)", tables: ["child"]),
      Write(sql: "UPDATE child SET parent_id = 2 WHERE id = 1", tables: ["child"]),
      Write(sql: "UPDATE log SET text = name FROM parent WHERE parent.id = log.id", tables: ["log"]),
      Write(sql: "UPDATE parent SET name = 'd' WHERE id = 1", tables: ["parent", "log"]),
      Write(sql: "REPLACE INTO log VALUES (1, 'e')", tables: ["log"]),
      Write(sql: "REPLACE INTO child VALUES (1, 1)", tables: ["child"]),
      Write(sql: "INSERT INTO log VALUES (1, 'f') ON CONFLICT DO UPDATE SET text = 'g'", tables: ["log"]),
      Write(sql: "DELETE FROM parent WHERE id = 1", tables: ["parent", "child"]),
      Write(sql: "DELETE FROM log", tables: ["log"]),
      Write(sql: "DELETE FROM child", tables: ["child"]),
      Write(sql: "INSERT INTO log VALUES (1, 'h') ON CONFLICT DO NOTHING", tables: []),
      Write(sql: "DELETE FROM parent WHERE id = 9", tables: []),
      Write(sql: "SELECT * FROM parent, child, log", tables: []),
    ])
  func writes(_ write: Write) throws {
    let watched = ["parent", "child", "log"].map { (name: $0, tables: changes.watch([$0])) }
    for (name, tables) in watched { #expect(tables.takeChange(), "nothing is known of \(name) yet") }
    // Twice, since the second change of a table is noted like the first.
    for _ in 0..<2 {
      try connection.transaction {
        try connection.execute(write.sql)
        #expect(Set(watched.filter { $0.tables.takeChange() }.map(\.name)) == write.tables)
        #expect(watched.allSatisfy { !$0.tables.takeChange() }, "asked for, a change is known")
        try connection.execute("ROLLBACK; BEGIN")
      }
    }
  }

  @Test("have changed where one of several has")
  func several() throws {
    let (first, second) = (changes.watch(["parent", "child"]), changes.watch(["log", "child"]))
    func taken() -> [Bool] { [first.takeChange(), second.takeChange()] }
    _ = taken()
    try connection.execute("INSERT INTO log (text) VALUES ('a')")
    #expect(taken() == [false, true])
    try connection.execute("INSERT INTO child VALUES (9, 1)")
    #expect(taken() == [true, true])
    try connection.execute("INSERT INTO child VALUES (10, 1)")
    #expect(taken() == [true, true])
  }

  @Test("have changed, each of them, after a rollback: what was read since the change is gone")
  func rollback() throws {
    struct Stop: Error {}
    let tables = changes.watch(["log"])
    _ = tables.takeChange()
    func write() throws {
      try connection.run("INSERT INTO log (text) VALUES ('a')")
      #expect(tables.takeChange())
    }
    #expect(throws: Stop.self) {
      try connection.transaction {
        try write()
        throw Stop()
      }
    }
    #expect(tables.takeChange(), "of a transaction")
    try connection.transaction {
      #expect(throws: Stop.self) {
        try connection.transaction {
          try write()
          throw Stop()
        }
      }
      #expect(tables.takeChange(), "of a savepoint")
    }
    #expect(throws: SQLiteError.self) {
      try connection.transaction {
        try write()
        try connection.run("INSERT INTO child VALUES (9, 9)")
      }
    }
    #expect(tables.takeChange(), "of a commit that a deferred foreign key forbids")
    try connection.transaction {}
    #expect(!tables.takeChange())
  }

  @Test("are noted by name while names are kept")
  func names() throws {
    func write() throws { try connection.execute("INSERT INTO log (text) VALUES ('a')") }
    try write()
    #expect(changes.takeNames() == [])
    changes.keepNames()
    try write()
    // Asked for again, they are still those.
    changes.keepNames()
    #expect(changes.takeNames() == ["log"])
    #expect(changes.takeNames() == [])
    try write()
    #expect(changes.takeNames() == ["log"])
    changes.stopKeepingNames()
    try write()
    #expect(changes.takeNames() == [])
  }
}
