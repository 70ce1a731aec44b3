/// The versions of the store.
///
/// Migrations only grow: a released one is never touched again.
enum Migrations {
  /// What leads from one version to the next.
  struct Step {
    /// Statements in order.
    let statements: [String]
    /// Whether a table that others refer to is made anew, by statements in this order: the new one under a passing name, a
    /// copy of all rows, the old one dropped, the new one renamed, its indexes and triggers, which went with the old one.
    ///
    /// Then references rest while the statements run, and all of them are checked before the step is kept.
    var rebuilds = false
  }

  /// The first leads from nothing to 1.
  static let steps: [Step] = [
    Step(
      statements: StoreSchema.v1 + OrganisationSchema.v1 + StaffSchema.v1 + ClientSchema.v1
        + ConsentSchema.v1 + CaseSchema.v1 + AppointmentSchema.v1 + QueueSchema.v1
        + ReminderSchema.v1 + Standing.schema + Guards.v1
    )
  ]

  /// The version that this program serves.
  static var version: Int { steps.count }

  /// Brings a store from one version to the next, whole or not at all.
  static func run(
    _ version: Int,
    _ engine: any Engine,
    application: Int,
    steps: [Step] = steps
  ) throws {
    let step = steps[version - 1]
    func apply() throws {
      try engine.begin()
      do {
        for statement in step.statements { try engine.define(statement) }
        if step.rebuilds { try engine.checkReferences() }
        try engine.setVersion(version, application: application)
        try engine.commit()
      } catch {
        try? engine.rollback()
        throw error
      }
    }
    if step.rebuilds { try engine.restingReferences(apply) } else { try apply() }
  }
}
