import KimAPI

/// Which numbers may stand for which ids: read off the `show` methods that take a number.
enum Numbers {
  /// The `show` method that takes a number of a thing of this type, and the shape of the number.
  static func show(of type: String) -> (method: String, number: Shape)? {
    shows.first { $0.number.of == type }
  }

  /// Whether there is a `show` that takes an id; the way to a revision.
  static func show(for method: String) -> String? {
    guard let noun = method.split(separator: ".").first else { return nil }
    let name = "\(noun).show"
    return Catalog.methods.contains { $0.name == name && hasID($0) } ? name : nil
  }

  private static func hasID(_ method: any Method.Type) -> Bool {
    method.paramsShape.fields.contains { $0.name == "id" }
  }

  private static let shows: [(method: String, number: Shape)] = Catalog.methods.compactMap {
    method in
    guard method.name.hasSuffix(".show") else { return nil }
    let number = method.paramsShape.fields.first { $0.name == "number" }
    return number.map { (method.name, $0.shape) }
  }
}
