/// A right to call methods; roles are granted rights, callers hold roles.
public enum Permission: String, Codable, CaseIterable, Sendable {
  /// To ask what this is and who one is; everybody who reaches the socket.
  case connect
  /// To see the organisation.
  case organisationRead = "organisation_read"
  /// To change the organisation.
  case organisationWrite = "organisation_write"
  /// To see who works here, in which roles.
  case staffRead = "staff_read"
  /// To add, change and retire staff.
  case staffWrite = "staff_write"
  /// To see the clients of one's own scope.
  case clientRead = "client_read"
  /// To register and change clients.
  case clientWrite = "client_write"
  /// To see consents.
  case consentRead = "consent_read"
  /// To record that a consent was given or withdrawn.
  case consentWrite = "consent_write"
  /// To see cases; how much of them depends on the role.
  case caseRead = "case_read"
  /// To open, document and close cases.
  case caseWrite = "case_write"
  /// To see appointments and free times.
  case appointmentRead = "appointment_read"
  /// To book, move and cancel appointments.
  case appointmentWrite = "appointment_write"
  /// To see sessions and tickets.
  case queueRead = "queue_read"
  /// To hold sessions, issue and call tickets.
  case queueWrite = "queue_write"
  /// To see the display board: numbers and desks, no names.
  case boardRead = "board_read"
  /// To see the state of reminders, without recipients.
  case reminderRead = "reminder_read"
  /// To lease reminders with their recipients and send them.
  case reminderSend = "reminder_send"
  /// To read the audit entries.
  case auditRead = "audit_read"
  /// To verify the audit chain.
  case auditVerify = "audit_verify"
  /// To watch the change feed, each topic with its own read permission.
  case watch
  /// To see how kimd is.
  case daemonRead = "daemon_read"
  /// To make and verify backups.
  case daemonBackup = "daemon_backup"
}
