import SQLite

extension FixtureLoader {
  /// Adds the pictures beside a scenario: of a partner who is there, both sizes, each as PNG and as large as it is shown.
  mutating func loadPictures(_ pictures: [ScenarioPicture]) throws {
    let partners = Dictionary(grouping: pictures, by: \.partner)
    for (partner, files) in partners.sorted(by: { $0.key < $1.key }) {
      let mistakes = complaints.count
      for picture in files {
        guard let complaint = PictureFile.complaint(about: picture.bytes, side: picture.size.side) else { continue }
        complain(picture, complaint)
      }
      let missing = ScenarioPicture.Size.allCases.first { size in !files.contains { $0.size == size } }
      if let missing, let other = files.first {
        complain(other, "the picture of \(missing.side)×\(missing.side) pixels is missing: a partner has both")
      }
      guard complaints.count == mistakes else { continue }
      try insert(files, of: partner)
    }
  }

  private mutating func insert(_ files: [ScenarioPicture], of partner: Int) throws {
    let isThere = try connection.first("SELECT 1 FROM res_partner WHERE id = ?", partner) { _ in true } ?? false
    guard isThere else { return files.forEach { complain($0, "\(partner) is no id of res_partner") } }
    let bytes = ScenarioPicture.Size.allCases.map { size in files.first { $0.size == size }?.bytes }
    do throws(SQLiteError) {
      _ = try connection.run(
        "INSERT INTO res_partner_image (partner_id, big, small) VALUES (?, ?, ?)", partner, bytes[0], bytes[1])
    } catch {
      guard error.isConstraint else { throw error }
      files.forEach { complain($0, "res_partner_image has the partner's pictures already") }
    }
  }

  private mutating func complain(_ picture: ScenarioPicture, _ message: String) {
    complaints.append(ScenarioProblem(file: picture.file, message: message))
  }
}
