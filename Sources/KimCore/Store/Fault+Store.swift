import KimAPI

extension Fault {
  /// What a caller is told of an error below a handler; the one place that knows the engine's codes.
  ///
  /// Nil: a defect of ours, which is told as `internal` and logged.
  init?(store error: any Error) {
    switch error {
    case let fault as Fault: self = fault
    case SealFailure.damaged, SealFailure.keyGone:
      self.init(.dataDamaged, "a sealed value does not open")
    case let error as EngineError: self.init(engine: error)
    default: return nil
    }
  }

  private init?(engine error: EngineError) {
    switch error {
    case .full: self.init(.storageLow, "the disk is full; nothing was changed")
    case .failed: self.init(.storageFailed, "the disk failed; whether it was kept is uncertain")
    case .damaged, .foreign:
      self.init(.dataDamaged, "the store is damaged: restore a backup with `kimd restore`")
    case .interrupted:
      self.init(
        .overloaded,
        "this would take too long: ask for less",
        [.init("retryAfterMs", 1000)]
      )
    case .taken, .dangling, .busy, .other: return nil
    }
  }
}

/// What an error of the store means for those who go on.
enum StoreErrors {
  /// Codes only, for the journal: messages of an engine may quote values.
  static func code(_ error: any Error) -> String {
    if let error = error as? EngineError { return "engine \(error)" }
    return "\(type(of: error))"
  }
}
