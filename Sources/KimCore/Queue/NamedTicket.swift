import KimAPI

extension WriteContext {
  /// One step of the ticket that a caller names by its id, or by its number of today at a site.
  mutating func step<M: WriteMethod>(
    _ method: M.Type,
    _ params: TicketStep,
    _ change: (inout TicketRecord, borrowing WriteContext) throws -> Void = { _, _ in }
  ) throws -> Receipt<Ticket> {
    let row = try self.change(TicketRecord.self, where: named(params), ifRev: params.ifRev)
    return Receipt(try step(method, row, change))
  }

  private func named(_ params: TicketStep) throws -> Predicate {
    switch params.id {
    case .id(let id): return Predicate("ticket.id=?", [id])
    case .name(let number):
      let today = OfficeZone.local(now).day
      return Predicate(
        "ticket.site=? AND ticket.date=? AND ticket.serial=? AND ticket.number=?",
        [try site(of: params), today, number.serial, number]
      )
    }
  }

  /// The site that is named, or the only one at which the asker works.
  private func site(of params: TicketStep) throws -> Slug<Site> {
    if let site = params.site { return try self.site(site).id }
    let sites = roster.sites(of: asker.place)
    guard sites.count == 1 else {
      throw Fault.invalidValue("site", "you work at \(sites.count) sites: name the one")
    }
    return sites[0]
  }
}
