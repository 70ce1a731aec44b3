import KimAPI

/// What an audit entry is about: a thing, and the client and the case that it concerns.
struct Subject: Equatable {
  let kind: String
  let id: String
  var client: ID<Client>?
  var `case`: ID<Case>?
}

/// What a request touched on its way: by which relation it got there, and whose content it saw.
final class Trail {
  /// A thing of which something was seen; one access entry is made of it.
  struct Read {
    let subject: Subject
    let relation: RelationName?
    var columns: [String] = []
  }

  /// The relation by which the request reached what it named first.
  private(set) var relation: RelationName?
  private(set) var reads: [Read] = []

  func relation(_ name: RelationName?) { relation = relation ?? name }

  /// Notes that something was shown, and which of its personal values were opened for it.
  func saw(_ subject: Subject, _ column: String? = nil, by relation: RelationName? = nil) {
    if let last = reads.indices.last, reads[last].subject == subject {
      if let column, !reads[last].columns.contains(column) { reads[last].columns.append(column) }
    } else {
      let columns = column.map { [$0] } ?? []
      reads.append(Read(subject: subject, relation: relation ?? self.relation, columns: columns))
    }
  }
}
