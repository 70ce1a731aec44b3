import KimAPI

/// From what people say to a row, and from a row to what people say.
extension StoreContext where Self: ~Copyable {
  /// The condition that finds what is named by id or number.
  borrowing func named<R: Revised, Of: Numbered & Nameable>(
    _ name: Named<Of>,
    _ type: R.Type
  ) -> Predicate where R.Key == ID<Of>, Of.Key == ID<Of>, Of.Name == Number<Of> {
    switch name {
    case .id(let id): Predicate("\(R.table).id=?", [id])
    case .name(let number): Predicate("\(R.table).number=?", [number]) && R.numbered
    }
  }

  /// The condition that finds what is named by `id` or by `number`, of which exactly one must be said.
  borrowing func named<R: Revised, Of: Numbered & Nameable>(
    _ which: Which<Of>,
    _ type: R.Type
  ) throws(Fault) -> Predicate where R.Key == ID<Of>, Of.Key == ID<Of>, Of.Name == Number<Of> {
    switch (which.id, which.number) {
    case (let id?, nil): return named(id, type)
    case (nil, let number?): return named(Named<Of>.name(number), type)
    default: throw .invalidValue("id", "name either id or number")
    }
  }

  /// A member of staff who is named by id or login, whoever asks: the id of nobody is `not_found` elsewhere.
  borrowing func staff(_ name: Named<Staff>) throws(Fault) -> ID<Staff> {
    switch name {
    case .id(let id): return id
    case .name(let login):
      guard let id = roster.staff(login) else { throw .notFound(StaffRecord.noun) }
      return id
    }
  }

  // MARK: References, from memory where nothing else is said

  borrowing func ref(_ id: ID<Staff>) -> Ref<Staff> {
    let member = roster.members[id]
    return Ref(id: id, name: member?.login, label: member?.name ?? .sample)
  }

  borrowing func ref(_ id: Slug<Municipality>) -> Ref<Municipality> {
    Ref(id: id, label: roster.municipalities[id] ?? .sample)
  }

  borrowing func ref(_ id: Slug<Site>) -> Ref<Site> {
    Ref(id: id, label: roster.sites[id]?.name ?? .sample)
  }

  borrowing func ref(_ id: Slug<ServiceType>) -> Ref<ServiceType> {
    Ref(id: id, label: roster.serviceTypes[id] ?? .sample)
  }

  /// A client by the number, where the asker may know who that is.
  borrowing func known(_ client: ID<Client>?) throws -> Ref<Client>? {
    guard let client else { return nil }
    let scope = access(to: ClientRecord.self).scope(atLeast: ClientRecord.told)
    let scoped = Predicate("client.id=?", [client]) && scope
    let number = try value(
      Number<Client>.self,
      "SELECT number FROM client WHERE \(scoped.sql)",
      scoped.arguments
    )
    return number.map { Ref(id: client, $0) }
  }

  /// A client, case or appointment by its number; nil where it is gone.
  borrowing func ref<R: Revised, Of>(_ type: R.Type, _ id: ID<Of>) throws -> Ref<Of>
  where R.Key == ID<Of>, Of: Nameable, Of.Key == ID<Of>, Of.Name == Number<Of> {
    let number = try value(Number<Of>.self, "SELECT number FROM \(R.table) WHERE id=?", [id])
    return Ref(id: id, number)
  }
}

extension Ref where Of: Numbered, Of.Name == Number<Of> {
  /// What is called by its number.
  init(id: Of.Key, _ number: Number<Of>?) {
    self.init(id: id, name: number, label: number.flatMap { Label($0.text) } ?? .sample)
  }
}
