import KimAPI
import Testing

@testable import kimctl

@Suite("Results as people read them")
struct RenderTests {
  private let render = Render(words: Words(.en))

  @Test(
    "Columns are counted as a terminal shows them",
    arguments: [
      ("abc", 3), ("Müller", 6), ("Mu\u{308}ller", 6), ("東京", 4), ("한국", 4), ("e\u{301}\u{327}", 1),
      ("a\u{200D}b", 2), ("😀", 2), ("محمد", 4), ("", 0),
    ]
  )
  func width(text: String, expected: Int) { #expect(Width.of(text) == expected) }

  @Test("Nothing that steers a terminal gets through")
  func safety() {
    #expect(Printable.line("a\u{1b}[31mb") == "a\\u{1b}[31mb")
    #expect(Printable.line("a\u{202E}b\u{2066}c\r\n") == "a\\u{202e}b\\u{2066}c\\u{d}\\u{a}")
    #expect(Printable.line("\u{85}\u{2028}\u{200F}") == "\\u{85}\\u{2028}\\u{200f}")
    #expect(Printable.line("Ayşe محمد 東京") == "Ayşe محمد 東京")
    #expect(Printable.json("{\"a\":\"\u{9b}b\u{202E}ü\"}") == "{\"a\":\"\\u009bb\\u202eü\"}")
    #expect(Words(.en).label(of: "a\u{1b}c") == "a\\u{1b}c")
    #expect(Printable.isolate("محمد") == "\u{2068}محمد\u{2069}")
    #expect(Printable.isolate("Ayşe") == "Ayşe")
  }

  @Test("A list is a table with labels, readable times and no cell of control characters")
  func table() {
    let items: JSON = [
      "items": [
        [
          "id": "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b", "number": "KIM-2026-0001-1", "rev": 1,
          "state": "referral_counselling", "municipality": "delbrueck",
          "openedAt": "2026-07-01T06:30:00.000000Z",
        ],
        [
          "number": "KIM-2026-0002-0", "rev": 12, "state": "closed", "municipality": "\u{1b}c",
          "openedAt": "2026-11-24T08:30:00.000000Z", "new": true,
        ],
      ]
    ]
    #expect(
      render.lines(items, CaseList.outputShape) == [
        "Number           Revision  State                 Municipality  Opened            new",
        "KIM-2026-0001-1  1         referral counselling  delbrueck     2026-07-01 08:30",
        "KIM-2026-0002-0  12        closed                \\u{1b}c       2026-11-24 09:30  yes",
      ]
    )
    #expect(render.lines(["items": []], CaseList.outputShape) == [])
  }

  @Test("A single thing is label and value, what is inside it is indented")
  func single() {
    let value: JSON = [
      "state": "full", "rev": 2, "client": .null,
      "notes": [
        ["id": "a", "text": "first\nsecond\u{7}"], ["id": "b", "text": "third"],
      ],
      "_meta": ["seq": 1],
    ]
    #expect(
      render.lines(value, CaseShow.outputShape) == [
        "State:    full", "Revision: 2", "Notes:", "  ID:   a", "  Text: first",
        "        second\\u{7}", "  ", "  ID:   b", "  Text: third",
      ]
    )
    let board: JSON = ["calls": [["number": "A017", "desk": "2"]], "waiting": 3]
    #expect(
      render.lines(board, BoardShow.outputShape) == [
        "Calls:", "  Number  Desk", "  A017    2", "Waiting: 3",
      ]
    )
  }

  /// A thing that is referred to; the real one may look otherwise.
  private struct Ref<Of>: Codable {
    var id: ID<Of>
    var number: String?
    var label: String
  }

  private enum Referring: InstantMethod {
    static let name = "probe.refer"
    static let permission = Permission.connect
    static let summary = "Refers to things."
    typealias Params = NoParams

    struct Output: Codable, Sendable {
      struct Row: Codable, Sendable {
        var client: Ref<Client>
        var helpers: [Ref<Staff>]
        var state: TicketState
      }
      var items: [Row]
      var client: Ref<Client>
    }
  }

  @Test("A reference is shown by its label, else by its number")
  func references() {
    let shape = Referring.outputShape
    let client: JSON = ["id": "a", "number": "K-2026-0042-3", "label": "Pia Probe"]
    let rows: JSON = [
      [
        "client": client, "helpers": [["id": "b", "label": "Anna"], ["id": "c", "login": "ben"]],
      ],
      ["client": ["id": "a", "number": "K-2026-0042-3"], "helpers": [["id": "\u{1b}"]]],
    ]
    #expect(
      render.lines(["items": rows], shape) == [
        "Client         helpers", "Pia Probe      Anna, ben", "K-2026-0042-3  \\u{1b}",
      ]
    )
    #expect(render.lines(["client": client], shape) == ["Client: Pia Probe"])
  }

  @Test(
    "Times follow the office's clock through the year",
    arguments: [
      ("2026-01-01T00:00:00Z", "2026-01-01 01:00"), ("2026-03-29T00:59:59Z", "2026-03-29 01:59"),
      ("2026-03-29T01:00:00Z", "2026-03-29 03:00"), ("2026-10-25T00:59:00Z", "2026-10-25 02:59"),
      ("2026-10-25T01:00:00Z", "2026-10-25 02:00"), ("2026-12-31T23:30:00Z", "2027-01-01 00:30"),
      ("2027-03-28T01:00:00Z", "2027-03-28 03:00"),
    ]
  )
  func officeTime(instant: String, expected: String) throws {
    #expect(OfficeTime.text(try #require(Timestamp(instant))) == expected)
  }

  @Test("The last column is not padded; a wide cell widens its column")
  func padding() {
    let table = Table(headers: ["A", "B"], rows: [["東京", "x"], ["y", ""]])
    #expect(table.lines() == ["A     B", "東京  x", "y"])
  }

  @Test("Help wraps below its column")
  func wrapping() {
    let lines = Manual.wrap(String(repeating: "word ", count: 30), after: "  --x  ")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { Width.of($0) <= 79 })
    #expect(lines[1].hasPrefix("       word"))
  }
}
