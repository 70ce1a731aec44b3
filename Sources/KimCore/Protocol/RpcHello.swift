import KimAPI

extension RpcHello: InstantHandler {
  static func run(_ params: Params, in context: InstantContext) throws -> Hello {
    let facts = context.desk.facts
    let caller = context.caller
    return Hello(
      name: "kimd",
      version: Release.version,
      build: DaemonFacts.build,
      protocol: ProtocolVersion(major: 1, minor: 0),
      state: facts.state,
      problem: facts.problem,
      you: You(
        uid: Int(caller.uid),
        login: caller.login,
        staff: caller.staff,
        roles: caller.roles,
        scope: caller.grants.map(\.shown)
      ),
      limits: facts.limits,
      schemaHash: CatalogDocument.hash
    )
  }
}
