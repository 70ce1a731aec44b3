import KimAPI

/// How a read is done: on a snapshot that it cannot change.
protocol ReadHandler: ReadMethod {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Output
}

/// How a write is done: in the transaction, which keeps all of it or nothing.
protocol WriteHandler: WriteMethod {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Output
}

/// How a method is done that needs nothing of the store.
protocol InstantHandler: InstantMethod {
  static func run(_ params: Params, in context: InstantContext) throws -> Output
}

/// How a method is done that waits or works beside the store.
protocol LongHandler: LongMethod {
  /// Whether a success is an audit entry: what carries the store's content elsewhere is one.
  static var isAudited: Bool { get }
  static func run(_ params: Params, in context: LongContext) async throws -> Output
}

extension LongHandler {
  static var isAudited: Bool { false }
}

/// What an instant method may see.
struct InstantContext {
  let caller: Caller
  let desk: Desk
}

/// A method with its types closed over: what the desk needs of it.
struct Route: Sendable {
  let name: String
  let permission: Permission
  let params: Shape
  let output: Shape
  /// Whether its answers may tell about a person, so that a stored one has to lie sealed.
  let answersPersonal: Bool
  let prepare: @Sendable (JSON) throws -> Call

  /// A decoded request, ready to run; what it gives is the text of its output.
  enum Call: Sendable {
    case read(@Sendable (borrowing ReadContext) throws -> [UInt8])
    case write(@Sendable (inout WriteContext) throws -> [UInt8])
    case instant(@Sendable (InstantContext) throws -> [UInt8])
    case long(@Sendable (LongContext) async throws -> [UInt8])
  }

  /// The route of a method; nil where nobody wrote its handler.
  init?(_ method: any Method.Type) {
    switch method {
    case let method as any ReadHandler.Type: self.init(read: method)
    case let method as any WriteHandler.Type: self.init(write: method)
    case let method as any InstantHandler.Type: self.init(instant: method)
    case let method as any LongHandler.Type: self.init(long: method)
    default: return nil
    }
  }

  private init<M: Method>(
    _ method: M.Type,
    _ call: @escaping @Sendable (M.Params) -> Call
  ) {
    name = M.name
    permission = M.permission
    params = M.paramsShape
    output = M.outputShape
    answersPersonal = output.holdsPersonal
    prepare = { call(try JSONValueDecoder.decode(M.Params.self, from: $0)) }
  }

  private init<M: ReadHandler>(read method: M.Type) {
    self.init(method) { params in .read { try JSONText.encode(M.run(params, in: $0)) } }
  }

  private init<M: WriteHandler>(write method: M.Type) {
    self.init(method) { params in .write { try JSONText.encode(M.run(params, in: &$0)) } }
  }

  private init<M: InstantHandler>(instant method: M.Type) {
    self.init(method) { params in .instant { try JSONText.encode(M.run(params, in: $0)) } }
  }

  private init<M: LongHandler>(long method: M.Type) {
    self.init(method) { params in
      .long { context in
        let output = try await M.run(params, in: context)
        if M.isAudited { try await context.note(M.name, M.permission) }
        return try JSONText.encode(output)
      }
    }
  }
}
