import KimAPI
import Testing

@testable import kimctl

@Suite("Questions and answers")
struct DialogueTests {
  /// Somebody who answers by a list, and what they read.
  private final class Person {
    var answers: [Talk.Answer]
    var read = ""
    var forgot = 0

    init(_ answers: [Talk.Answer]) { self.answers = answers }

    func talk(isTerminal: Bool) -> Talk {
      Talk(
        isTerminal: isTerminal,
        next: { self.answers.isEmpty ? .end : self.answers.removeFirst() },
        tell: { self.read += $0 },
        forget: { self.forgot += 1 }
      )
    }
  }

  private struct Outcome {
    var params: JSON
    var stop: Stop?
    var person: Person
  }

  private func ask(
    _ method: any KimAPI.Method.Type,
    _ lines: [String],
    isTerminal: Bool = true,
    language: Language = .en
  ) -> Outcome {
    answer(method, lines.map(Talk.Answer.text), isTerminal: isTerminal, language: language)
  }

  private func answer(
    _ method: any KimAPI.Method.Type,
    _ answers: [Talk.Answer],
    isTerminal: Bool = true,
    language: Language = .en
  ) -> Outcome {
    let words = Words(language)
    var params = Params(method: method.name, shape: method.paramsShape, words: words)
    let person = Person(answers)
    let dialogue = Dialogue(words: words, talk: person.talk(isTerminal: isTerminal))
    let fields = method.paramsShape.fields.filter(\.shape.isPersonal)
    do throws(Stop) {
      try dialogue.run(&params, fields, isConfirmed: true)
      return Outcome(params: params.json, person: person)
    } catch {
      return Outcome(params: params.json, stop: error, person: person)
    }
  }

  @Test("What is answered is shown, confirmed and taken; what is passed over is left out")
  func plain() {
    for yes in ["", "j", "Y", "ja"] {
      let all = ask(ClientRegister.self, ["Pia", "Probe", "1990-05", "", "05251 1230", yes])
      #expect(all.stop == nil && all.person.answers.isEmpty)
      #expect(
        all.params == [
          "givenName": "Pia", "familyName": "Probe", "birthDate": "1990-05", "phone": "05251 1230",
        ]
      )
      #expect(all.person.read.contains("  2  Family name:   Probe\n"))
      #expect(all.person.read.contains("  4  E-mail:        –\n"))
    }
  }

  @Test("A wrong answer is explained in one sentence and asked again; the others stand")
  func wrong() {
    let lines = [
      "Pia", "Probe", "17.5.1990", "1990-05-17", "pia@example.org", "call me", "110", "",
    ]
    let all = ask(ClientRegister.self, lines)
    #expect(all.stop == nil)
    #expect(all.params["birthDate"] == "1990-05-17" && all.params["phone"] == "110")
    let sentence = Words(.en)[.wrongValue, "Date of birth", BirthDate.expected]
    #expect(all.person.read.contains(sentence + "\nDate of birth ("))
    #expect(!all.person.read.contains("17.5.1990") && !all.person.read.contains("call me"))
    #expect(all.person.forgot == 3, "what was typed ahead answers no other question")
  }

  @Test("An arrow key types what nobody sees: that is said", arguments: [Language.de, .en])
  func keys(language: Language) {
    let words = Words(language)
    let all = ask(ClientRegister.self, ["Pia\u{1b}[D", "Pia"], language: language)
    #expect(all.params == ["givenName": "Pia"])
    #expect(all.person.read.contains(words[.noKeys, words.label(of: "givenName")] + "\n"))
    #expect(!all.person.read.contains("\u{1b}"))
  }

  @Test("An answer is corrected without the others being typed again; Enter keeps, - empties")
  func correction() {
    let typed = ["Pia", "Prob", "", "", "110"]
    let all = ask(ClientRegister.self, typed + ["2", "Probe", "1", "", "5", "-", "9", "what", ""])
    #expect(all.stop == nil)
    #expect(all.params == ["givenName": "Pia", "familyName": "Probe"])
    #expect(all.person.read.contains("Family name (one line of 1 to 200 characters; Enter keeps"))
    #expect(all.person.read.contains("Enter, y, n or a number from 1 to 5, please.\n"))
    #expect(all.person.read.contains("  5  Telephone:     –\n"))
  }

  @Test("Whoever breaks off at any question, or does not confirm, sends nothing")
  func ends() {
    let lines = ["Pia", "Probe", "", "", ""]
    for count in 0...lines.count {
      let broken = ask(ClientRegister.self, Array(lines.prefix(count)))
      #expect(broken.stop?.status == 130 && broken.stop?.isWanted == true)
      #expect(broken.stop?.sentences == ["Cancelled; nothing was sent."])
      #expect(broken.person.forgot > 0)
    }
    for no in ["n", "N", "nein", "no"] {
      let refused = ask(ClientRegister.self, lines + [no], language: .de)
      #expect(refused.stop?.status == 9)
      #expect(refused.stop?.sentences == ["Abgebrochen; nichts wurde gesendet."])
    }
  }

  @Test("An update keeps what is passed over and empties where it is told so")
  func update() {
    let names = ClientUpdate.paramsShape.fields.filter(\.shape.isPersonal).map(\.name)
    let all = ask(ClientUpdate.self, names.map { $0 == "phone" ? "-" : "" } + [""])
    #expect(all.stop == nil)
    #expect(all.params == ["phone": .null])
    #expect(all.person.read.contains("(will be emptied)"))
  }

  @Test("Lines that nobody is asked for are checked alike: a wrong one is an error")
  func lines() {
    let lines = ["Pia", "Probe", "1990", "", "110"]
    let all = ask(ClientRegister.self, lines, isTerminal: false)
    #expect(all.stop == nil && all.params["phone"] == "110")
    let wrong = ask(ClientRegister.self, ["Pia", "Probe", "secret"], isTerminal: false)
    #expect(wrong.stop?.status == 2)
    #expect(wrong.stop?.lines(Words(.en)).joined().contains("secret") == false)
    let short = ask(ClientRegister.self, ["Pia"], isTerminal: false)
    #expect(short.stop == .usage("The input ends before: Family name."))
  }

  @Test("Bytes that are no text are no answer")
  func noText() {
    let all = answer(ClientRegister.self, [.noText, .text("Pia")])
    #expect(all.params == ["givenName": "Pia"] && all.stop?.status == 130)
    #expect(all.person.read.contains("Given name: the line is no text in UTF-8.\n"))
    let file = answer(ClientRegister.self, [.noText], isTerminal: false)
    #expect(file.stop?.status == 2)
  }

  @Test("What must be answered is asked for until it is")
  func needed() {
    let all = ask(CaseNote.self, ["", "Came in person.", ""])
    #expect(all.params == ["text": "Came in person."])
    #expect(all.person.read.contains("Text is needed.\n"))
  }
}
