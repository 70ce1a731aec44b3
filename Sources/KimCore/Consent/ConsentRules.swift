import KimAPI

/// What a consent allows at a moment.
enum ConsentRules {
  static func check(_ purposes: [ConsentPurpose]) throws(Fault) {
    guard !purposes.isEmpty else { throw .invalidValue("purposes", "at least one") }
    guard Set(purposes).count == purposes.count else {
      throw .invalidValue("purposes", "none twice")
    }
  }
}

extension StoreContext where Self: ~Copyable {
  /// Whether a client has given consent to a purpose and not taken it back.
  borrowing func hasConsent(_ client: ID<Client>, to purpose: ConsentPurpose) throws -> Bool {
    try fetchAll(
      ConsentRecord.self,
      "SELECT * FROM consent WHERE client=? AND state='given' ORDER BY id DESC LIMIT 100",
      [client]
    ).contains { $0.purposes.contains(purpose) }
  }
}
