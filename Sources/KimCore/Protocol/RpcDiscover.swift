import KimAPI

extension RpcDiscover: InstantHandler {
  static func run(_ params: Params, in context: InstantContext) throws -> Output {
    let document = CatalogDocument.openRPC { context.caller.may($0.permission) }
    return Output(
      openrpc: document["openrpc"]?.text ?? "",
      info: document["info"] ?? .null,
      methods: document["methods"] ?? .null,
      components: document["components"] ?? .null
    )
  }
}
