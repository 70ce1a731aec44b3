/// A place where consultation is held (Standort).
public struct Site: Codable, Sendable, Equatable {
  public var id: Slug<Site>
  /// Name for people; it stands in reminders.
  public var name: Label
  public var municipality: Slug<Municipality>
  /// Where it lies within the municipality.
  public var socialDistrict: Slug<SocialDistrict>?
  /// Rooms that appointments take; empty where rooms are not counted.
  public var rooms: [Label]
  /// Desks that call tickets.
  public var desks: [Label]
  /// Letter before the numbers of its tickets; absent: A.
  public var queueLetter: QueueLetter?
  /// Weekly consultation hours on the wall clock.
  public var hours: [ConsultationHours]

  public init(
    id: Slug<Site>,
    name: Label,
    municipality: Slug<Municipality>,
    socialDistrict: Slug<SocialDistrict>? = nil,
    rooms: [Label],
    desks: [Label],
    queueLetter: QueueLetter? = nil,
    hours: [ConsultationHours]
  ) {
    self.id = id
    self.name = name
    self.municipality = municipality
    self.socialDistrict = socialDistrict
    self.rooms = rooms
    self.desks = desks
    self.queueLetter = queueLetter
    self.hours = hours
  }
}
