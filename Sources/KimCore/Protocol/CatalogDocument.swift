import FoundationEssentials
package import KimAPI

/// The catalogue of methods as documents for programs.
package enum CatalogDocument {
  /// A digest of the whole catalogue: it changes whenever a method, key, bound or permission does.
  static let hash = String(
    Fingerprint.hex(Fingerprint.sha256(Data(JSONText.encode(openRPC { _ in true })))).prefix(16)
  )

  /// The whole document, indented for readers of its changes.
  package static var pretty: String { openRPC { _ in true }.indented() }

  /// Each method with its document, made once: shapes are probed, which is no work for a request.
  private static let described: [(method: any Method.Type, document: JSON)] =
    Catalog.methods.map { ($0, $0.openRPC) }

  /// The OpenRPC document of some methods (OpenRPC 1.3).
  package static func openRPC(_ isWanted: (any Method.Type) -> Bool) -> JSON {
    [
      "openrpc": "1.3.2", "info": ["title": "kim-rpc", "version": "1.0.0"],
      "methods": .array(described.filter { isWanted($0.method) }.map(\.document)),
    ]
  }
}
