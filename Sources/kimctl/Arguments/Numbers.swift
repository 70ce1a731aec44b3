import KimAPI

/// Which numbers may stand for which ids: read off the `show` methods that take a number.
enum Numbers {
  /// The `show` method that finds what has a number; nil where the text is none.
  static func method(for text: String) -> String? {
    guard text.utf8.first.map({ $0 > 0x40 }) ?? false, text.utf8.count <= 32 else { return nil }
    return shows.first { _, shape in shape.flaws(in: .string(text)).isEmpty }?.0
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

  private static let shows: [(String, Shape)] = Catalog.methods.compactMap { method in
    guard method.name.hasSuffix(".show") else { return nil }
    let number = method.paramsShape.fields.first { $0.name == "number" }
    return number.map { (method.name, $0.shape) }
  }
}
