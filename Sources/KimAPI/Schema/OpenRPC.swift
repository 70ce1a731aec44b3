extension Method {
  /// The method object of OpenRPC 1.3 (params by name), with its permission and kind as extensions.
  public static var openRPC: JSON {
    let params = paramsShape.fields.map { field -> JSON in
      [
        "name": .string(field.name), "required": .boolean(field.isRequired),
        "schema": field.shape.jsonSchema,
      ]
    }
    return [
      "name": .string(name), "summary": .string(summary), "paramStructure": "by-name",
      "params": .array(params), "result": ["name": "result", "schema": outputShape.jsonSchema],
      "x-permission": .string(permission.rawValue), "x-kind": .string(kind),
    ]
  }
}

extension SharedTypes {
  /// The schemas of the types by name, as `components` of OpenRPC has them.
  public var schemas: [JSON.Member] {
    shapes.map { .init($0.key, $0.value.definition) }.sorted { $0.key < $1.key }
  }
}

extension Shape {
  /// The shape in the words of JSON Schema (draft 7, as OpenRPC has it); a shared type by reference.
  public var jsonSchema: JSON {
    sharedName.map { ["$ref": .string("#/components/schemas/" + $0)] } ?? definition
  }

  /// The schema itself, which refers to the types in it.
  public var definition: JSON {
    switch self {
    case .boolean: ["type": "boolean"]
    case .integer(let range) where range == .min ... .max: ["type": "integer"]
    case .integer(let range):
      [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ]
    case .string(let format): Self.stringSchema(format)
    case .choice(let words, _): ["type": "string", "enum": .array(words.map { .string($0) })]
    case .array(let element): ["type": "array", "items": element.jsonSchema]
    case .object(let fields, _): Self.objectSchema(fields)
    case .clearable(let inner): ["anyOf": .array([inner.jsonSchema, ["type": "null"]])]
    // Beside a reference draft 7 reads nothing else.
    case .personal(let inner): ["allOf": .array([inner.jsonSchema]), "x-personal": true]
    case .any: [:]
    }
  }

  private static func stringSchema(_ format: StringFormat) -> JSON {
    guard format.type != nil else { return ["type": "string"] }
    let of = format.of.map { [JSON.Member("x-of", .string($0))] } ?? []
    return .object(
      [.init("type", "string"), .init("format", .string(format.name))] + of
        + [.init("description", .string(format.expected))]
    )
  }

  private static func objectSchema(_ fields: [Field]) -> JSON {
    let properties = fields.map { JSON.Member($0.name, $0.shape.jsonSchema) }
    let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
    return [
      "type": "object", "properties": .object(properties), "required": .array(required),
      "additionalProperties": false,
    ]
  }
}
