import FoundationEssentials
import KimAPI

/// A personal value as it lies in a column: readable only through a ``Safe``, after scope was applied.
struct Sealed<Plain: StringValue>: Codable, Sendable, Equatable {
  /// Version, nonce, ciphertext and tag.
  let box: Data
}

/// Opens and seals the personal values of one row under its client's key.
///
/// Store, table, row and column are authenticated with each value, so a value moved elsewhere does not open.
struct Safe {
  let key: SealKey
  let table: String
  let row: String
  /// Where it is noted that a value was opened, and as whose.
  var trail: Trail?
  var subject: Subject?

  func seal<Plain: StringValue>(
    _ personal: Personal<Plain>,
    _ column: String
  ) throws -> Sealed<Plain> {
    Sealed(box: try key.seal(Data(personal.value.text.utf8), as: place(column)))
  }

  func sealIfPresent<Plain: StringValue>(
    _ personal: Personal<Plain>?,
    _ column: String
  ) throws -> Sealed<Plain>? {
    guard let personal else { return nil }
    return try seal(personal, column)
  }

  func open<Plain>(_ sealed: Sealed<Plain>, _ column: String) throws -> Personal<Plain> {
    let text = String(decoding: try key.open(sealed.box, as: place(column)), as: UTF8.self)
    guard let value = Plain(text) else { throw SealFailure.damaged }
    if let trail, let subject { trail.saw(subject, name(column)) }
    return Personal(value)
  }

  func openIfPresent<Plain: StringValue>(
    _ sealed: Sealed<Plain>?,
    _ column: String
  ) throws -> Personal<Plain>? {
    guard let sealed else { return nil }
    return try open(sealed, column)
  }

  /// Opens a value only to see that it opens.
  func check(_ box: Data, _ column: String) throws { _ = try key.open(box, as: place(column)) }

  /// What a column is called in an access entry: that of another table than the subject's bears its table's name.
  private func name(_ column: String) -> String {
    subject?.id == row ? column : table + "." + column
  }

  private func place(_ column: String) -> String { table + "." + column + "/" + row }
}

/// Why something sealed did not open.
enum SealFailure: Error, Equatable {
  /// The bytes are not those that were sealed here.
  case damaged
  /// The key was destroyed: the person was erased.
  case keyGone
}
