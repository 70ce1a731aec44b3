/// Labels of the words of the catalogue: fields, words of enumerations (`Labels+Words.swift`), nouns, methods, formats.
enum Labels {}

extension Labels {
  /// Fields; `Type.field` where a field means something else in one type.
  static let englishFields: [String: String] = [
    "AuditEntry.subject": "Thing", "Post.state": "Allocation",
    "action": "Act", "ahead": "Ahead", "appointment": "Appointment", "at": "At",
    "attempts": "Attempts", "auditEntries": "Audit entries", "author": "Author",
    "batchMax": "Requests a batch", "birthDate": "Date of birth", "body": "Text",
    "brokenAt": "Broken at", "build": "Build", "by": "By", "bytes": "Bytes", "calledAt": "Called",
    "calls": "Calls", "case": "Case", "caseManager": "Case manager", "casesClosed": "Cases closed",
    "channel": "Channel", "channels": "Channels", "client": "Client", "clients": "Clients",
    "closedAt": "Closed", "closureReason": "Closure reason", "component": "Component",
    "components": "Types",
    "connections": "Connections", "connectionsPerUidMax": "Connections a user", "count": "Count",
    "createdAt": "Registered", "cursor": "Cursor", "date": "Date", "depthMax": "Depth",
    "desk": "Desk", "desks": "Desks", "due": "Due", "durationMinutes": "Minutes", "email": "E-mail",
    "employer": "Employer", "entries": "Entries", "events": "Events", "expired": "Expired",
    "familyName": "Family name", "fields": "Fields", "form": "Form", "freeBytes": "Free bytes",
    "from": "From", "fteHundredths": "FTE × 100", "function": "Function", "givenAt": "Given",
    "givenName": "Given name", "head": "Last hash", "hours": "Hours", "id": "ID",
    "ifRev": "If revision", "inFlightMax": "Requests in flight", "info": "Info",
    "intakeSource": "Intake source", "issuedAt": "Issued", "items": "Items", "kind": "Kind",
    "language": "Language", "languages": "Languages", "lastBackupAt": "Last backup",
    "leaseSeconds": "Lease seconds", "limit": "Limit", "limits": "Limits",
    "lineBytesMax": "Line bytes", "lineSecondsMax": "Line seconds", "login": "Login",
    "major": "Major", "masterKey": "Master key", "method": "Method", "methods": "Methods",
    "minor": "Minor", "municipalities": "Municipalities", "municipality": "Municipality",
    "name": "Name", "next": "Next", "notes": "Notes", "noticeVersion": "Notice version",
    "now": "Now", "number": "Number", "ok": "Whole", "op": "Change",
    "openedAt": "Opened", "openrpc": "OpenRPC", "organisation": "Organisation",
    "outcome": "Outcome", "path": "Path", "phone": "Telephone", "posts": "Posts",
    "priority": "Priority", "problem": "Problem", "protocol": "Protocol",
    "providerId": "Provider id", "purposes": "Purposes", "query": "Name", "queuePrefix": "Letter",
    "reason": "Reason", "recipient": "Recipient", "region": "Region", "regions": "Regions",
    "remindersCancelled": "Reminders cancelled", "remindersDead": "Reminders given up",
    "remindersDue": "Reminders due", "replyBytesMax": "Reply bytes", "rev": "Revision",
    "roles": "Roles", "room": "Room", "rooms": "Rooms", "schemaHash": "Schema hash",
    "schemaVersion": "Store version", "scope": "Scope", "sealedErased": "Sealed, erased",
    "sealedFields": "Sealed fields", "seq": "Number", "serviceType": "Service",
    "serviceTypes": "Services", "session": "Session", "since": "Since", "site": "Site",
    "sites": "Sites", "socialDistrict": "Social district", "socialDistricts": "Social districts",
    "staff": "Staff", "start": "Start", "startedAt": "Started", "state": "State",
    "storeBytes": "Store bytes", "subject": "Subject", "subjectKind": "Kind",
    "supersedes": "Supersedes", "targetGroup": "Target group", "text": "Text",
    "timeoutMs": "Wait ms", "to": "To", "token": "Lease token", "topic": "Topic",
    "topics": "Topics", "uid": "UID", "unreadReplyBytesMax": "Unread bytes", "version": "Version",
    "view": "View", "waiting": "Waiting", "waitingRequests": "Waiting requests",
    "walBytes": "Log bytes", "warnings": "Warnings", "watch": "Watch", "weekday": "Weekday",
    "why": "Why", "withdrawnAt": "Withdrawn", "writeStallSecondsMax": "Stall seconds", "you": "You",
  ]

  /// Nouns of the command line.
  static let englishNouns: [String: String] = [
    "appointment": "Appointments.", "audit": "Who did what when.", "board": "The display board.",
    "case": "Cases.", "client": "The people who are helped.", "consent": "Consents of clients.",
    "daemon": "kimd itself: status, backup.",
    "organisation": "Regions, municipalities, sites, services, posts.",
    "reminder": "Reminders to be sent.", "session": "Consultation hours.",
    "staff": "Who works here, in which roles.", "ticket": "Tickets of the queue.",
    "watch": "Changes as they happen.",
  ]
}
