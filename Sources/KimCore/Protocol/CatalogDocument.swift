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

  /// Each method with its document and the names of its types, made once: shapes are probed, which is no work for a
  /// request.
  private static let described: [(method: any Method.Type, document: JSON, types: Set<String>)] =
    Catalog.methods.map { ($0, $0.openRPC, Set(SharedTypes(of: [$0]).shapes.keys)) }

  private static let schemas = SharedTypes(of: Catalog.methods).schemas

  /// The OpenRPC document of some methods (OpenRPC 1.3), with just the types that they refer to.
  package static func openRPC(_ isWanted: (any Method.Type) -> Bool) -> JSON {
    let wanted = described.filter { isWanted($0.method) }
    let types = wanted.reduce(into: Set<String>()) { $0.formUnion($1.types) }
    return [
      "openrpc": "1.3.2", "info": ["title": "kim-rpc", "version": "1.0.0"],
      "methods": .array(wanted.map(\.document)),
      "components": ["schemas": .object(schemas.filter { types.contains($0.key) })],
    ]
  }
}
