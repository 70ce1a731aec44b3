import Crypto
import FoundationEssentials

/// A symmetric key of 256 bits with the one algorithm that kimd seals with: AES-256-GCM (NIST SP 800-38D).
///
/// A box is `version(1) nonce(12) ciphertext tag(16)`; the version is there so that the algorithm can change one day.
struct SealKey: Sendable {
  private static let version: UInt8 = 1
  private let key: SymmetricKey
  private let store: String
  // Begun once: its first two blocks are those of the key.
  private let digest: HMAC<SHA256>

  /// A key of a store; the store's name is authenticated with all that it seals.
  init(_ bytes: some ContiguousBytes, store: String) {
    key = SymmetricKey(data: bytes)
    digest = HMAC(key: key)
    self.store = store
  }

  /// A key made of the system's randomness.
  static func random() -> Data { SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) } }

  func seal(_ plain: Data, as place: String) throws -> Data {
    let box = try AES.GCM.seal(plain, using: key, authenticating: context(place))
    var out = Data(capacity: plain.count + 29)
    out.append(Self.version)
    out.append(contentsOf: box.nonce)
    out.append(box.ciphertext)
    out.append(box.tag)
    return out
  }

  /// Whether some bytes were made by ``seal(_:as:)`` and are no text.
  static func isBox(_ bytes: Data) -> Bool { bytes.first == version }

  func open(_ box: Data, as place: String) throws -> Data {
    guard box.count >= 29, Self.isBox(box),
      let sealed = try? AES.GCM.SealedBox(combined: box.dropFirst()),
      let plain = try? AES.GCM.open(sealed, using: key, authenticating: context(place))
    else { throw SealFailure.damaged }
    return plain
  }

  /// A key for one purpose, derived from this one (HKDF, RFC 5869).
  func derived(for purpose: String) -> SealKey {
    let bytes = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: key,
      info: Data(purpose.utf8),
      outputByteCount: 32
    )
    return SealKey(bytes.withUnsafeBytes { Data($0) }, store: store)
  }

  /// A keyed digest (HMAC-SHA-256, RFC 2104) of some bytes.
  func digest(_ bytes: some DataProtocol) -> Data {
    var digest = digest
    digest.update(data: bytes)
    return digest.finalize().withUnsafeBytes { Data($0) }
  }

  private func context(_ place: String) -> Data { Data((store + "/" + place).utf8) }
}

/// Plain digests (SHA-256, FIPS 180-4).
enum Fingerprint {
  static func sha256(_ bytes: some DataProtocol) -> Data {
    SHA256.hash(data: bytes).withUnsafeBytes { Data($0) }
  }

  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self
    )
  }
}
