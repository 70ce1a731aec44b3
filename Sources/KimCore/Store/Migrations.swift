/// The versions of the store.
///
/// Migrations only grow: a released one is never touched again.
enum Migrations {
  /// Statements that lead from one version to the next; the first leads from nothing to 1.
  static let steps: [[String]] = [
    StoreSchema.v1 + OrganisationSchema.v1 + StaffSchema.v1 + ClientSchema.v1 + ConsentSchema.v1
      + CaseSchema.v1 + AppointmentSchema.v1 + QueueSchema.v1 + ReminderSchema.v1
  ]

  /// The version that this program serves.
  static var version: Int { steps.count }
}
