import FoundationEssentials
import KimAPI

// How values of the wire lie in columns: ids as 16 bytes, instants and days as integers, all else as its text.

extension ID: Column {
  /// Sixteen bytes, big end first.
  var column: Value {
    .bytes(withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Data($0) })
  }

  init?(column: Value) {
    guard case .bytes(let bytes) = column, bytes.count == 16 else { return nil }
    let (high, low) = bytes.withUnsafeBytes { raw in
      (
        UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
        UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
    self.init(high: high, low: low)
  }
}

extension Int64: Column {
  var column: Value { .integer(self) }
  init?(column: Value) {
    guard case .integer(let number) = column else { return nil }
    self = number
  }
}

extension Int: Column {
  var column: Value { .integer(Int64(self)) }
  init?(column: Value) {
    guard let number = Int64(column: column) else { return nil }
    self.init(exactly: number)
  }
}

extension String: Column {
  var column: Value { .text(self) }
  init?(column: Value) {
    guard case .text(let text) = column else { return nil }
    self = text
  }
}

extension Data: Column {
  var column: Value { .bytes(self) }
  init?(column: Value) {
    guard case .bytes(let bytes) = column else { return nil }
    self = bytes
  }
}

extension Timestamp: Column {
  /// Microseconds since the epoch.
  var column: Value { .integer(microseconds) }
  init?(column: Value) {
    guard let number = Int64(column: column) else { return nil }
    self.init(microseconds: number)
  }
}

extension Day: Column {
  /// Days since the epoch.
  var column: Value { .integer(Int64(number)) }
  init?(column: Value) {
    guard let number = Int(column: column) else { return nil }
    self.init(number: number)
  }
}

extension TimeOfDay: Column {
  /// Minutes since midnight.
  var column: Value { .integer(Int64(minutes)) }
  init?(column: Value) {
    guard let minutes = Int(column: column) else { return nil }
    self.init(minutes: minutes)
  }
}

extension Sealed: Column {
  var column: Value { .bytes(box) }
  init?(column: Value) {
    guard let box = Data(column: column) else { return nil }
    self.init(box: box)
  }
}

extension StringValue where Self: Column {
  var column: Value { .text(text) }
  init?(column: Value) {
    guard let text = String(column: column) else { return nil }
    self.init(text)
  }
}

extension RawRepresentable<String> where Self: Column {
  var column: Value { .text(rawValue) }
  init?(column: Value) {
    guard let text = String(column: column) else { return nil }
    self.init(rawValue: text)
  }
}

extension Slug: Column {}
extension Label: Column {}
extension Token: Column {}
extension LanguageCode: Column {}
extension LocalTime: Column {}
extension Number: Column {}
extension QueueLetter: Column {}
extension TicketNumber: Column {}

extension AppointmentState: Column {}
extension AuditAction: Column {}
extension CallReason: Column {}
extension CancelledBy: Column {}
extension CaseState: Column {}
extension ChangeOperation: Column {}
extension ClientState: Column {}
extension ClosureReason: Column {}
extension ConsentForm: Column {}
extension ConsentState: Column {}
extension FundingComponent: Column {}
extension HoursKind: Column {}
extension IntakeSource: Column {}
extension PostFunction: Column {}
extension PostState: Column {}
extension ReminderChannel: Column {}
extension ReminderProblem: Column {}
extension ReminderState: Column {}
extension SessionState: Column {}
extension StaffState: Column {}
extension TargetGroup: Column {}
extension TicketPriority: Column {}
extension TicketState: Column {}
extension Topic: Column {}
extension Weekday: Column {}
extension RelationName: Column {}
