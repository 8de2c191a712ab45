import SQLite

extension FixtureLoader {
  /// Adds the pictures beside a scenario: each owner has one for every picture column, PNG and as large as the column is
  /// for.
  mutating func loadPictures(_ pictures: [ScenarioPicture]) throws {
    let columns = (schema.columnFormats[schema.pictures.name] ?? [:]).compactMap { column, format in
      if case .picture(let side) = format { (name: column, side: side) } else { nil }
    }.sorted { $0.name < $1.name }
    let owners = Dictionary(grouping: pictures, by: \.owner)
    for (owner, files) in owners.sorted(by: { $0.key < $1.key }) {
      let known = problems.count
      for picture in files {
        let side = columns.first { $0.name == picture.column }?.side
        guard let side, let problem = PictureFile.problem(with: picture.bytes, side: side) else { continue }
        report(picture, problem)
      }
      let missing = columns.first { column in !files.contains { $0.column == column.name } }
      if let missing, let other = files.first {
        report(other, "the picture of \(missing.side)×\(missing.side) pixels is missing: all sizes are required")
      }
      guard problems.count == known else { continue }
      try insert(files, of: owner, columns.map(\.name))
    }
  }

  private mutating func insert(_ files: [ScenarioPicture], of owner: Int, _ columns: [String]) throws {
    let table = schema.pictures
    let owners = try connection.all(
      dynamic: "SELECT 1 FROM \"\(table.owners)\" WHERE id = ?", [.integer(Int64(owner))]
    ) { _ in true }
    guard !owners.isEmpty else { return files.forEach { report($0, "no row of \(table.owners) has id \(owner)") } }
    let bytes = columns.map { column in
      files.first { $0.column == column }.map { DatabaseValue.blob($0.bytes) } ?? .null
    }
    let marks = columns.map { _ in ", ?" }.joined()
    let insertion = try connection.prepare(
      "INSERT INTO \"\(table.name)\" (\(TableInfo.list([table.owner] + columns))) VALUES (?\(marks))")
    do throws(SQLiteError) {
      try insertion.run([.integer(Int64(owner))] + bytes)
    } catch {
      guard error.isConstraint else { throw error }
      files.forEach { report($0, "\(table.name) has a row for \(table.owner) \(owner) already") }
    }
  }

  private mutating func report(_ picture: ScenarioPicture, _ message: String) {
    problems.append(ScenarioProblem(file: picture.file, message: message))
  }
}
