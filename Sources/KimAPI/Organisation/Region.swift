/// A region of the Kreis (concept paper §6.2).
public struct Region: Codable, Sendable, Equatable {
  public var id: Slug<Region>
  public var name: Label

  public init(id: Slug<Region>, name: Label) {
    self.id = id
    self.name = name
  }
}
