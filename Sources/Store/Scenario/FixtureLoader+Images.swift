import SQLite

extension FixtureLoader {
  /// Adds the images beside a scenario: each owner has one for every image column, PNG and as large as the column is
  /// for.
  mutating func loadImages(_ images: [ScenarioImage]) throws {
    let columns = (schema.columnFormats[schema.images.name] ?? [:]).compactMap { column, format in
      if case .image(let side) = format { (name: column, side: side) } else { nil }
    }.sorted { $0.name < $1.name }
    let owners = Dictionary(grouping: images, by: \.owner)
    for (owner, files) in owners.sorted(by: { $0.key < $1.key }) {
      let known = problems.count
      for image in files {
        let side = columns.first { $0.name == image.column }?.side
        guard let side, let problem = ImageFile.problem(with: image.bytes, side: side) else { continue }
        report(image, problem)
      }
      let missing = columns.first { column in !files.contains { $0.column == column.name } }
      if let missing, let other = files.first {
        report(other, "the picture of \(missing.side)×\(missing.side) pixels is missing: all sizes are required")
      }
      guard problems.count == known else { continue }
      try insert(files, of: owner, columns.map(\.name))
    }
  }

  private mutating func insert(_ files: [ScenarioImage], of owner: Int, _ columns: [String]) throws {
    let table = schema.images
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

  private mutating func report(_ image: ScenarioImage, _ message: String) {
    problems.append(ScenarioProblem(file: image.file, message: message))
  }
}
