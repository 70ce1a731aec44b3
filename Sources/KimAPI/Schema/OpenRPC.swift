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

extension Shape {
  /// The shape in the words of JSON Schema (draft 2020-12).
  public var jsonSchema: JSON {
    switch self {
    case .boolean: ["type": "boolean"]
    case .integer(let range) where range == .min ... .max: ["type": "integer"]
    case .integer(let range):
      [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ]
    case .string(let format) where format.name == "string": ["type": "string"]
    case .string(let format):
      ["type": "string", "format": .string(format.name), "description": .string(format.expected)]
    case .choice(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
    case .array(let element): ["type": "array", "items": element.jsonSchema]
    case .object(let fields): Self.objectSchema(fields)
    case .clearable(let inner): ["anyOf": .array([inner.jsonSchema, ["type": "null"]])]
    case .personal(let inner): inner.jsonSchema.adding("x-personal", true)
    case .any: [:]
    }
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

extension JSON {
  func adding(_ key: String, _ value: JSON) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members + [.init(key, value)])
  }
}
