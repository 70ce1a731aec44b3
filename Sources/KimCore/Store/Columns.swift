import FoundationEssentials
public import GRDB
public import KimAPI

// How values of the wire lie in columns: ids as 16 bytes, instants and days as integers, all else as its text.

extension ID: DatabaseValueConvertible {
  /// Sixteen bytes, big end first.
  public var databaseValue: DatabaseValue {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Data($0) }.databaseValue
  }

  /// Reads sixteen bytes.
  public static func fromDatabaseValue(_ value: DatabaseValue) -> Self? {
    guard let bytes = Data.fromDatabaseValue(value), bytes.count == 16 else { return nil }
    let halves = bytes.reduce(into: (UInt64(0), UInt64(0), 0)) { halves, byte in
      if halves.2 < 8 {
        halves.0 = halves.0 << 8 | UInt64(byte)
      } else {
        halves.1 = halves.1 << 8 | UInt64(byte)
      }
      halves.2 += 1
    }
    return Self(high: halves.0, low: halves.1)
  }
}

extension Timestamp: DatabaseValueConvertible {
  /// Microseconds since the epoch.
  public var databaseValue: DatabaseValue { microseconds.databaseValue }
  /// Reads microseconds.
  public static func fromDatabaseValue(_ value: DatabaseValue) -> Self? {
    Int64.fromDatabaseValue(value).map { Self(microseconds: $0) }
  }
}

extension Day: DatabaseValueConvertible {
  /// Days since the epoch.
  public var databaseValue: DatabaseValue { number.databaseValue }
  /// Reads days.
  public static func fromDatabaseValue(_ value: DatabaseValue) -> Self? {
    Int.fromDatabaseValue(value).map { Self(number: $0) }
  }
}

extension TimeOfDay: DatabaseValueConvertible {
  /// Minutes since midnight.
  public var databaseValue: DatabaseValue { minutes.databaseValue }
  /// Reads minutes.
  public static func fromDatabaseValue(_ value: DatabaseValue) -> Self? {
    Int.fromDatabaseValue(value).flatMap { Self(minutes: $0) }
  }
}

extension StringValue where Self: DatabaseValueConvertible {
  /// The text.
  public var databaseValue: DatabaseValue { text.databaseValue }
  /// Reads the text.
  public static func fromDatabaseValue(_ value: DatabaseValue) -> Self? {
    String.fromDatabaseValue(value).flatMap { Self($0) }
  }
}

extension Slug: DatabaseValueConvertible {}
extension Label: DatabaseValueConvertible {}
extension Token: DatabaseValueConvertible {}
extension LanguageCode: DatabaseValueConvertible {}
extension LocalTime: DatabaseValueConvertible {}
extension Number: DatabaseValueConvertible {}
extension QueueLetter: DatabaseValueConvertible {}
extension TicketNumber: DatabaseValueConvertible {}

extension AppointmentState: DatabaseValueConvertible {}
extension CancelledBy: DatabaseValueConvertible {}
extension CaseState: DatabaseValueConvertible {}
extension ClientState: DatabaseValueConvertible {}
extension ClosureReason: DatabaseValueConvertible {}
extension ConsentForm: DatabaseValueConvertible {}
extension ConsentState: DatabaseValueConvertible {}
extension FundingComponent: DatabaseValueConvertible {}
extension HoursKind: DatabaseValueConvertible {}
extension IntakeSource: DatabaseValueConvertible {}
extension PostFunction: DatabaseValueConvertible {}
extension PostState: DatabaseValueConvertible {}
extension ReminderChannel: DatabaseValueConvertible {}
extension ReminderProblem: DatabaseValueConvertible {}
extension ReminderState: DatabaseValueConvertible {}
extension SessionState: DatabaseValueConvertible {}
extension StaffState: DatabaseValueConvertible {}
extension TargetGroup: DatabaseValueConvertible {}
extension TicketPriority: DatabaseValueConvertible {}
extension TicketState: DatabaseValueConvertible {}
extension Topic: DatabaseValueConvertible {}
extension ChangeOperation: DatabaseValueConvertible {}
extension AuditAction: DatabaseValueConvertible {}
extension Weekday: DatabaseValueConvertible {}
extension CallReason: DatabaseValueConvertible {}

extension Sealed: DatabaseValueConvertible {
  var databaseValue: DatabaseValue { box.databaseValue }
  static func fromDatabaseValue(_ value: DatabaseValue) -> Self? {
    Data.fromDatabaseValue(value).map { Self(box: $0) }
  }
}
