package import Logging

/// Writes log lines into the journal with fields of their own, or to standard error without one.
package struct JournalHandler: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  package var logLevel: Logger.Level

  private let identifier: String
  private let sink: JournalSink

  /// Makes a handler.
  ///
  /// - Parameters:
  ///   - identifier: the program's name, `SYSLOG_IDENTIFIER` in the journal.
  ///   - logLevel: the least important level that is written.
  ///   - sink: where lines go; by itself it finds out whether standard error is the journal.
  package init(
    identifier: String = "kimd",
    logLevel: Logger.Level = .info,
    sink: JournalSink = .detected
  ) {
    self.identifier = identifier
    self.logLevel = logLevel
    self.sink = sink
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var merged = metadata
    if let provided = metadataProvider?.get() {
      merged.merge(provided) { _, new in new }
    }
    if let own = event.metadata {
      merged.merge(own) { _, new in new }
    }
    let fields = JournalFields.fields(for: event, metadata: merged, identifier: identifier)
    sink.write(fields, level: event.level)
  }
}
