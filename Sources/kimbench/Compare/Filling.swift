import Synchronization

/// How many are left to make, shared by those who make them.
final class Filling: Sendable {
  private let state: Mutex<(left: Int, failure: BenchFailure?)>

  init(left: Int) { state = Mutex((left, nil)) }

  /// A share of what is left; none after a failure.
  func take(_ most: Int) -> Int {
    state.withLock { state in
      guard state.failure == nil else { return 0 }
      let count = min(most, state.left)
      state.left -= count
      return count
    }
  }

  func fail(_ failure: BenchFailure) {
    state.withLock { $0.failure = $0.failure ?? failure }
  }

  var failure: BenchFailure? { state.withLock { $0.failure } }
}
