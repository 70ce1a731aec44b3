import FoundationEssentials
import KimAPI

extension AuditVerify: LongHandler {
  /// Entries a step; between the steps others have their turn.
  private static let stepMax = 2000

  static func run(_ params: Params, in context: LongContext) async throws -> Output {
    var link = AuditLink(before: context.storeName)
    // What is written while this runs is for the next time.
    let head = try await context.read { try AuditChain($0.engine) }
    while link.seq < head.seq {
      let from = link
      let (next, isWhole) = try await context.read { context in
        try from.follow(context.engine, upTo: head.seq, max: Self.stepMax)
      }
      guard isWhole else { return output(next, ok: false, brokenAt: Int(next.seq) + 1) }
      link = next
    }
    let fits = link.hash == head.hash
    return output(link, ok: fits, brokenAt: fits ? nil : Int(head.seq))
  }

  private static func output(_ link: AuditLink, ok: Bool, brokenAt: Int?) -> Output {
    Output(
      entries: Int(link.seq),
      head: Fingerprint.hex(link.hash),
      ok: ok,
      brokenAt: brokenAt
    )
  }
}

/// A place in the chain: the last entry that was verified.
struct AuditLink: Sendable {
  var seq: Int64
  var hash: Data

  init(seq: Int64, hash: Data) {
    self.seq = seq
    self.hash = hash
  }

  /// The place before the first entry of a store.
  init(before store: String) { self.init(seq: 0, hash: AuditChain.origin(of: store)) }

  /// Goes on along the chain, at most so many entries; false at the first that does not fit.
  func follow(
    _ engine: any Engine,
    upTo last: Int64,
    max: Int
  ) throws -> (AuditLink, Bool) {
    var link = self
    for row in try AuditChain.entries(engine, after: seq, upTo: last, max: max) {
      guard row.seq == link.seq + 1, row.hash == AuditChain.link(link.hash, row) else {
        return (link, false)
      }
      if let reason = row.reason, Fingerprint.sha256(reason) != row.commitment {
        return (link, false)
      }
      link = AuditLink(seq: row.seq, hash: row.hash)
    }
    return (link, link.seq > seq)
  }
}
