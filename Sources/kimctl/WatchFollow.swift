import KimAPI
import KimClient

/// Writes the events of a watch as they come, one JSON object a line, until Ctrl-C.
struct WatchFollow {
  let courier: Courier

  func run() throws(Stop) {
    while true {
      let message: JSON?
      do throws(ClientError) {
        // kimd shows life every 30 seconds; twice that is silence.
        message = try courier.connection.nextNotification(within: .seconds(60))
      } catch {
        throw Stop(.transport(error), method: WatchOpen.name, words: courier.words)
      }
      guard let message else {
        throw Stop(.transport(.silent), method: WatchOpen.name, words: courier.words)
      }
      if message["method"] == "watch.lagged" {
        Console.note(courier.words[.feedLagged, message["params"]?["to"]?.line ?? "?"])
      }
      let events = message["params"]?["events"]?.items ?? []
      Console.put(events.map { Printable.json($0.line) })
    }
  }
}
