import KimAPI
import KimTestSupport
import Testing

@Suite("organisation.load")
struct OrganisationLoadTests {
  @Test("The counts of what is stored are answered, and a second load changes nothing")
  func loads() async throws {
    try await Office.openEmpty { office in
      let first = try await office.ask(
        OrganisationLoad.self,
        .init(organisation: .fixture),
        as: .daemon
      )
      let counts = OrganisationLoad.Output(
        regions: 2,
        municipalities: 2,
        socialDistricts: 1,
        sites: 2,
        serviceTypes: 2,
        posts: 1
      )
      #expect(first.output == counts)

      let second = try await office.ask(
        OrganisationLoad.self,
        .init(organisation: .fixture),
        as: .daemon
      )
      #expect(second.output == counts)
      let since = try #require(first.meta?.seq)
      let wait = WatchWait.Params(topic: .organisation, since: since, timeoutMs: 0)
      let told = try await office.call(WatchWait.self, wait, as: .daemon)
      // That it was loaded again is an entry; that anything changed is not told.
      #expect(told.seq == second.meta?.seq && told.events.isEmpty)
    }
  }

  @Test("What is new is added, what differs is changed, what is not named stays")
  func grows() async throws {
    try await Office.open { office in
      var part = Organisation.fixture
      part.regions = [.init(id: try valid("r3"), name: try valid("Region 3"))]
      part.municipalities = []
      part.sites[0].name = try valid("Rathaus Nord, Hof")
      part.sites[0].hours = Array(part.sites[0].hours.prefix(1))
      part.notes = nil

      let counts = try await office.call(
        OrganisationLoad.self,
        .init(organisation: part),
        as: .coordinator
      )
      #expect(counts.regions == 3)
      #expect(counts.municipalities == 2)
      let shown = try await office.call(OrganisationShow.self)
      #expect(shown.sites.first?.name.text == "Rathaus Nord, Hof")
      #expect(shown.sites.first?.hours == part.sites[0].hours)
      #expect(shown.sites.last?.hours == Organisation.fixture.sites[1].hours)
      #expect(shown.notes?.map(\.text) == ["Fixture"])
    }
  }

  @Test("The same key gives the same answer")
  func replays() async throws {
    try await Office.openEmpty { office in
      let meta = RequestMeta(idempotencyKey: try valid("k"))
      let params = OrganisationLoad.Params(organisation: .fixture)
      let first = try await office.ask(OrganisationLoad.self, params, as: .daemon, meta: meta)
      let second = try await office.ask(OrganisationLoad.self, params, as: .daemon, meta: meta)
      #expect(first.output == second.output)
      #expect(second.meta?.replayed == true)
    }
  }

  @Test("What the rules forbid is refused by field, and nothing of the load stays")
  func refuses() async throws {
    try await Office.openEmpty { office in
      for (field, break_) in try Self.flaws() {
        var organisation = Organisation.fixture
        break_(&organisation)
        let fault = try await fault {
          try await office.call(
            OrganisationLoad.self,
            .init(organisation: organisation),
            as: .daemon
          )
        }
        #expect(fault?.kind == .invalidValue)
        #expect(fault?["field"]?.text == field)
      }
      let shown = try await office.call(OrganisationShow.self, as: .daemon)
      #expect(shown.regions.isEmpty)
    }
  }

  /// A field and what makes it wrong.
  private static func flaws() throws -> [(String, (inout Organisation) -> Void)] {
    let nowhere: Slug<Region> = try valid("nowhere")
    return [
      ("regions", { $0.regions.append($0.regions[0]) }),
      ("posts", { $0.posts.append($0.posts[0]) }),
      ("sites.rathaus-nord.rooms", { $0.sites[0].rooms.append($0.sites[0].rooms[0]) }),
      ("sites.rathaus-nord.hours", { $0.sites[0].hours.append($0.sites[0].hours[0]) }),
      ("sites.rathaus-nord.hours", { $0.sites[0].hours[0].to = $0.sites[0].hours[0].from }),
      ("serviceTypes.auskunft.durationMinutes", { $0.serviceTypes[1].durationMinutes = 7 }),
      ("posts.b2-nord.fteHundredths", { $0.posts[0].fteHundredths = 0 }),
      ("organisation", { $0.municipalities[0].region = nowhere }),
    ]
  }
}
