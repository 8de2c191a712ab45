/// Databases in the memory of the process.
struct MemoryStorage: Storage {
  let isDurable = false

  func make(_ plan: Plan) throws -> sending World {
    World(
      name: plan.name.text, connection: try plan.template.copy(), start: plan.clock, clock: plan.clock,
      seed: plan.recipe.seed)
  }

  func replace(_ old: Database, by plan: Plan) throws -> sending World {
    let world = try make(plan)
    old.retire()
    return world
  }

  func remove(_ name: DatabaseName) {}

  func shelf(for name: DatabaseName) -> any SnapshotShelf { MemoryShelf() }
}
