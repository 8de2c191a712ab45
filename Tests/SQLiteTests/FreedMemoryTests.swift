import CBlocks
import Glibc
import Testing

@Suite("The memory that SQLite is given")
struct FreedMemoryTests {
  @Test("is at least what was asked for, aligned, and SQLite's own figure of it is right")
  func sizes() throws {
    for size in [Int32](1...3000) + [65_536, 1 << 20] {
      let block = try #require(cblocks_allocate(size))
      #expect(cblocks_size(block) >= size && cblocks_size(block) < size + 32)
      #expect(UInt(bitPattern: block) % 8 == 0)
      memset(block, 0xff, Int(cblocks_size(block)))
      cblocks_free(block)
    }
    #expect(cblocks_allocate(0) == nil)
    #expect(cblocks_size(nil) == 0)
    cblocks_free(nil)
  }

  @Test(
    "keeps its contents when it becomes larger or smaller",
    arguments: [(1, 1000), (1000, 1), (40, 60), (40, 2000), (2000, 40), (2000, 100_000), (100_000, 2000)]
      as [(Int32, Int32)])
  func resizes(_ from: Int32, _ to: Int32) throws {
    let bytes = (0..<Int(min(from, to))).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let block = try #require(cblocks_allocate(from))
    memcpy(block, bytes, bytes.count)
    let moved = try #require(cblocks_resize(block, to))
    #expect(cblocks_size(moved) >= to)
    #expect(memcmp(moved, bytes, bytes.count) == 0)
    cblocks_free(moved)
    let new = try #require(cblocks_resize(nil, to))
    cblocks_free(new)
  }

  @Test("is what the same thread has freed, of the same size, up to eight blocks")
  func keeps() throws {
    // A thread of its own, on which nothing else was freed.
    let found = onThread {
      let blocks = (0..<20).map { _ in cblocks_allocate(500) }
      let (small, large) = (cblocks_allocate(100), cblocks_allocate(2000))
      for block in blocks { cblocks_free(block) }
      cblocks_free(small)
      cblocks_free(large)
      let again = (0..<8).map { _ in cblocks_allocate(500) }
      let smallAgain = cblocks_allocate(100)
      for block in again + [smallAgain] { cblocks_free(block) }
      return again == blocks[0..<8].reversed() && smallAgain == small
    }
    #expect(found)
  }

  @Test("may be freed by another thread, also by one that ends")
  func threads() throws {
    for _ in 0..<200 {
      let blocks = try (1...1100).map { try #require(cblocks_allocate(Int32($0))) }
      for block in blocks { memset(block, 1, 1) }
      #expect(
        onThread {
          for block in blocks { cblocks_free(block) }
          return true
        })
    }
  }

  private func onThread(_ body: @escaping () -> Bool) -> Bool {
    final class Work {
      let body: () -> Bool
      var result = false
      init(_ body: @escaping () -> Bool) { self.body = body }
    }
    let work = Work(body)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { work in
        guard let work else { return nil }
        let own = Unmanaged<Work>.fromOpaque(work).takeUnretainedValue()
        own.result = own.body()
        return nil
      }, Unmanaged.passUnretained(work).toOpaque())
    pthread_join(thread, nil)
    return work.result
  }
}
