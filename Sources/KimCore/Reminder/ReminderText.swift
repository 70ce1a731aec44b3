import KimAPI

/// The words of a reminder.
///
/// They name time and place and nothing else: no office of migration, no reason for coming.
enum ReminderText {
  struct Message {
    let language: LanguageCode
    let subject: String
    let body: String
  }

  /// The languages in which there are words; others get the first.
  private static let languages = ["de", "en"]

  /// The message for an appointment in the first language of the client that has words.
  static func message(_ start: LocalTime, at site: Label, in wanted: [LanguageCode]) -> Message {
    let spoken = wanted.map { String($0.text.prefix { $0 != "-" }) }
    let language = spoken.first { languages.contains($0) } ?? languages[0]
    let day = start.day.civil
    let date = "\(pad(day.day)).\(pad(day.month)).\(day.year)"
    let time = start.time.text
    let code = LanguageCode(language) ?? .sample
    switch language {
    case "en":
      return Message(
        language: code,
        subject: "Your appointment on \(date) at \(time)",
        body: """
          Hello,

          we look forward to seeing you on \(date) at \(time).
          Place: \(site.text)

          If you cannot come, please tell us.
          """
      )
    default:
      return Message(
        language: code,
        subject: "Ihr Termin am \(date) um \(time) Uhr",
        body: """
          Guten Tag,

          wir erwarten Sie am \(date) um \(time) Uhr.
          Ort: \(site.text)

          Wenn Sie nicht kommen können, sagen Sie uns bitte Bescheid.
          """
      )
    }
  }

  private static func pad(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
