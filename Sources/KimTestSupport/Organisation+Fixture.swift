package import KimAPI

extension Organisation {
  /// Two regions with a municipality each; `nord` has two rooms and two desks, `sued` counts no rooms.
  package static let fixture: Organisation = {
    let hours = Weekday.allCases.prefix(5).flatMap { day in
      [
        ConsultationHours(weekday: day, from: time("08:00"), to: time("12:00"), kind: .appointment),
        ConsultationHours(weekday: day, from: time("13:00"), to: time("16:00"), kind: .open),
      ]
    }
    return Organisation(
      regions: [
        .init(id: slug("r1"), name: label("Region 1")),
        .init(id: slug("r2"), name: label("Region 2")),
      ],
      municipalities: [
        .init(id: slug("nord"), name: label("Nord"), region: slug("r1")),
        .init(id: slug("sued"), name: label("Süd"), region: slug("r2")),
      ],
      socialDistricts: [
        .init(id: slug("nord-1"), name: label("Nord 1"), municipality: slug("nord"))
      ],
      sites: [
        .init(
          id: slug("rathaus-nord"),
          name: label("Rathaus Nord"),
          municipality: slug("nord"),
          socialDistrict: slug("nord-1"),
          rooms: [label("R1"), label("R2")],
          desks: [label("1"), label("2")],
          hours: hours
        ),
        .init(
          id: slug("rathaus-sued"),
          name: label("Rathaus Süd"),
          municipality: slug("sued"),
          rooms: [],
          desks: [label("1")],
          queueLetter: QueueLetter("S"),
          hours: hours
        ),
      ],
      serviceTypes: [
        .init(id: slug("erstgespraech"), name: label("Erstgespräch"), durationMinutes: 60),
        .init(id: slug("auskunft"), name: label("Auskunft"), durationMinutes: 15),
      ],
      posts: [
        .init(
          id: slug("b2-nord"),
          component: .b2,
          function: .caseManagement,
          name: label("Case Management Nord"),
          fteHundredths: 100,
          municipality: slug("nord"),
          state: .allocated
        )
      ],
      notes: [label("Fixture")]
    )
  }()
}

// The fixture's own constants; a typing error shows at the first test.
private func slug<Of>(_ text: String) -> Slug<Of> { Slug(text) ?? .sample }
private func label(_ text: String) -> Label { Label(text) ?? .sample }
private func time(_ text: String) -> TimeOfDay { TimeOfDay(text) ?? .sample }
