extension Labels {
  /// What the words of an enumeration are called, by the name of the enumeration: the same word may mean something else
  /// in another.
  static let words: [String: [String: (de: String, en: String)]] = [
    "AppointmentState": [
      "booked": ("gebucht", "booked"),
      "arrived": ("eingetroffen", "arrived"),
      "in_service": ("in Beratung", "in service"),
      "completed": ("beraten", "completed"),
      "left": ("wieder gegangen", "left again"),
      "rescheduled": ("verlegt", "rescheduled"),
      "cancelled": ("abgesagt", "cancelled"),
      "no_show": ("nicht erschienen", "did not come"),
    ],
    "AuditAction": [
      "write": ("geändert", "changed"),
      "read": ("gelesen", "read"),
      "refuse": ("abgelehnt", "refused"),
      "daemon": ("kimd", "kimd"),
    ],
    "CallReason": [
      "urgent": ("dringend", "urgent"),
      "appointment_due": ("Termin ist fällig", "appointment is due"),
      "own_client": ("eigene/r Klient/in", "own client"),
      "manager_busy": ("eigenes Case Management war nicht frei", "own case manager was not free"),
      "longest_wait": ("wartet am längsten", "longest wait"),
    ],
    "CancelledBy": [
      "client": ("Klient/in", "client"),
      "office": ("das Amt", "the office"),
    ],
    "CaseState": [
      "intake": ("Erstgespräch", "intake"),
      "assessment": ("Falleinschätzung", "assessment"),
      "referral_counselling": ("Verweisberatung", "referral counselling"),
      "accompaniment": ("Prozessbegleitung", "accompaniment"),
      "evaluation": ("Auswertung", "evaluation"),
      "closed": ("geschlossen", "closed"),
    ],
    "ChangeOperation": [
      "insert": ("neu", "new"),
      "update": ("geändert", "changed"),
      "delete": ("gelöscht", "deleted"),
    ],
    "ClientState": [
      "anonymous": ("anonym", "anonymous"),
      "minimal": ("Name bekannt", "name known"),
      "registered": ("erfasst", "registered"),
    ],
    "ClosureReason": [
      "one_off_information": ("einmalige Auskunft", "single information"),
      "no_consent": ("keine Einwilligung", "no consent"),
      "not_target_group": ("nicht Zielgruppe", "not the target group"),
      "no_further_contact": ("kein weiterer Kontakt", "no further contact"),
      "client_ended": ("von Klient/in beendet", "ended by the client"),
      "lost_contact": ("Kontakt verloren", "contact lost"),
      "moved_away": ("verzogen", "moved away"),
      "deceased": ("verstorben", "deceased"),
      "naturalised_goal_met": ("eingebürgert", "naturalised"),
      "transferred": ("übergeben", "transferred"),
      "consent_withdrawn": ("Einwilligung widerrufen", "consent withdrawn"),
    ],
    "ConsentForm": [
      "signed": ("unterschrieben", "signed"),
      "electronic": ("elektronisch", "electronic"),
      "oral_witnessed": ("mündlich, bezeugt", "oral, witnessed"),
    ],
    "ConsentPurpose": [
      "case_work": ("Fallarbeit", "case work"),
      "contact_by_channel": ("Nachrichten", "messages"),
      "reconstruction_pseudonymised": (
        "Rekonstruktion, pseudonym", "reconstruction, pseudonymised"
      ),
      "statistics_named_db_kim": ("Statistik, namentlich", "statistics, named"),
      "evaluation_research": ("Forschung", "research"),
    ],
    "ConsentState": [
      "given": ("erteilt", "given"),
      "withdrawn": ("widerrufen", "withdrawn"),
    ],
    "DaemonState": [
      "starting": ("startet", "starting"),
      "migrating": ("stellt um", "migrating"),
      "ready": ("bereit", "ready"),
      "readonly": ("liest nur", "reading only"),
      "degraded": ("gestört", "degraded"),
      "draining": ("hält an", "stopping"),
    ],
    "FundingComponent": [
      "b1": ("Baustein 1", "component 1"),
      "b2": ("Baustein 2", "component 2"),
      "b3": ("Baustein 3", "component 3"),
    ],
    "HoursKind": [
      "appointment": ("Terminsprechstunde", "by appointment"),
      "open": ("offene Sprechstunde", "open to all"),
    ],
    "IntakeSource": [
      "self": ("selbst", "on their own"),
      "regular_service": ("Regeldienst", "regular service"),
      "abh": ("Ausländerbehörde", "immigration office"),
      "ebh": ("Einbürgerungsbehörde", "naturalisation office"),
      "jobcenter": ("Jobcenter", "job centre"),
      "youth_office": ("Jugendamt", "youth office"),
      "school": ("Schule", "school"),
      "welfare": ("Wohlfahrtsverband", "welfare association"),
      "volunteer": ("Ehrenamt", "volunteer"),
      "outreach": ("aufsuchend", "outreach"),
      "other": ("andere", "other"),
    ],
    "MasterKeySource": [
      "credential": ("Credential", "credential"),
      "file": ("Datei", "file"),
    ],
    "PostFunction": [
      "coordination": ("Koordination", "coordination"),
      "assistance": ("Assistenz", "assistance"),
      "case_management": ("Case Management", "case management"),
      "abh": ("Ausländerbehörde", "immigration office"),
      "ebh": ("Einbürgerungsbehörde", "naturalisation office"),
    ],
    "PostState": [
      "allocated": ("zugeordnet", "allocated"),
      "unallocated": ("nicht zugeordnet", "unallocated"),
    ],
    "ReminderChannel": [
      "email": ("E-Mail", "e-mail"),
      "sms": ("SMS", "SMS"),
    ],
    "ReminderProblem": [
      "no_recipient": ("keine Adresse", "no address"),
      "too_many_attempts": ("zu viele Versuche", "too many attempts"),
      "too_late": ("zu spät", "too late"),
    ],
    "ReminderState": [
      "scheduled": ("geplant", "scheduled"),
      "leased": ("ausgeliehen", "leased"),
      "sent": ("gesendet", "sent"),
      "cancelled": ("abgesagt", "cancelled"),
      "dead": ("aufgegeben", "given up"),
    ],
    "Role": [
      "case_manager": ("Case Management", "case manager"),
      "coordinator": ("Koordination", "coordinator"),
      "coordinator_city": ("Koordination Stadt", "city coordinator"),
      "assistant": ("Assistenz", "assistant"),
      "kim_lead": ("Leitung KIM", "head of KIM"),
      "front_desk": ("Empfang", "front desk"),
      "authority_b3": ("Behörde (B3)", "authority (B3)"),
      "steering_member": ("Mitglied Steuerung", "steering member"),
      "group_member": ("Mitglied Arbeitsgruppe", "group member"),
      "employer_view": ("Anstellungsträger", "employer"),
      "dpo": ("Datenschutz", "data protection"),
      "operator": ("Betrieb", "operator"),
      "automation": ("Automat", "automation"),
    ],
    "RelationName": [
      "own": ("eigener Fall", "own"),
      "substituted": ("Vertretung", "substitution"),
      "induction": ("Einarbeitung", "induction"),
      "place": ("Einsatzort", "place"),
      "team": ("Team", "team"),
      "supervision": ("Fachaufsicht", "supervision"),
      "conference": ("Fallbesprechung", "conference"),
      "break_glass": ("Notzugriff", "break-glass"),
      "officer": ("Datenschutz", "data protection"),
      "office": ("Dienststelle", "office"),
      "automation": ("Automat", "automation"),
    ],
    "SessionState": [
      "open": ("offen", "open"),
      "closed": ("Annahme beendet", "no new tickets"),
      "settled": ("abgerechnet", "settled"),
    ],
    "Sight": [
      "existence": ("nur vorhanden", "existence"),
      "pseudonymised": ("pseudonym", "pseudonymised"),
      "full": ("ganz", "full"),
    ],
    "StaffState": [
      "active": ("aktiv", "active"),
      "retired": ("ausgeschieden", "retired"),
    ],
    "TargetGroup": [
      "refugee": ("geflüchtet", "refugee"),
      "newly_arrived": ("neu zugewandert", "newly arrived"),
      "long_settled_catch_up": ("länger hier", "long settled"),
      "south_east_europe": ("Südosteuropa", "South-East Europe"),
      "other": ("andere", "other"),
    ],
    "TicketPriority": [
      "urgent": ("dringend", "urgent"),
      "appointment": ("mit Termin", "with appointment"),
      "walk_in": ("ohne Termin", "walk-in"),
    ],
    "TicketState": [
      "waiting": ("wartet", "waiting"),
      "called": ("aufgerufen", "called"),
      "in_service": ("in Beratung", "in service"),
      "served": ("beraten", "served"),
      "no_show": ("nicht erschienen", "did not come"),
      "cancelled": ("abgesagt", "cancelled"),
      "expired": ("verfallen", "expired"),
    ],
    "Topic": [
      "organisation": ("Organisation", "organisation"),
      "staff": ("Personal", "staff"),
      "client": ("Klient/in", "client"),
      "consent": ("Einwilligung", "consent"),
      "case": ("Fall", "case"),
      "appointment": ("Termin", "appointment"),
      "session": ("Sprechstunde", "session"),
      "ticket": ("Wartemarke", "ticket"),
      "reminder": ("Erinnerung", "reminder"),
    ],
    "Warning": [
      "master_key_in_file": (
        "Der Hauptschlüssel liegt als Datei neben den Daten",
        "the master key lies in a file beside the data"
      ),
      "open_cases_without_case_manager": (
        "Offene Fälle haben niemanden mehr", "open cases have nobody now"
      ),
      "outside_open_hours": (
        "An diesem Tag hat der Standort keine offene Sprechstunde",
        "the site has no open hours on this day"
      ),
      "possible_duplicate": (
        "Vielleicht ist dieselbe Person schon erfasst.",
        "The same person may be registered already."
      ),
      "role_without_place": (
        "Eine Rolle mit Einsatzort hat keinen und erreicht nichts: Kommune, Sozialbezirk oder ganzer Kreis nennen.",
        "A role that works at a place has none and reaches nothing: name a municipality, a district or the whole Kreis."
      ),
      "recipient_unreadable": (
        "Eine Adresse ist nicht lesbar; die Erinnerung wurde beiseitegelegt",
        "an address cannot be read; its reminder was set aside"
      ),
    ],
    "Weekday": [
      "mon": ("Montag", "Monday"),
      "tue": ("Dienstag", "Tuesday"),
      "wed": ("Mittwoch", "Wednesday"),
      "thu": ("Donnerstag", "Thursday"),
      "fri": ("Freitag", "Friday"),
      "sat": ("Samstag", "Saturday"),
      "sun": ("Sonntag", "Sunday"),
    ],
  ]
}
