enum OrganisationSchema {
  static let v1 = [
    "CREATE TABLE region(id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT",
    """
    CREATE TABLE municipality(
      id TEXT PRIMARY KEY, name TEXT NOT NULL, region TEXT NOT NULL REFERENCES region(id)) STRICT
    """,
    """
    CREATE TABLE socialDistrict(
      id TEXT PRIMARY KEY, name TEXT NOT NULL,
      municipality TEXT NOT NULL REFERENCES municipality(id)) STRICT
    """,
    """
    CREATE TABLE site(
      id TEXT PRIMARY KEY, name TEXT NOT NULL,
      municipality TEXT NOT NULL REFERENCES municipality(id),
      socialDistrict TEXT REFERENCES socialDistrict(id),
      rooms TEXT NOT NULL, desks TEXT NOT NULL,
      queueLetter TEXT CHECK(length(queueLetter)=1)) STRICT
    """,
    """
    CREATE TABLE consultationHours(
      site TEXT NOT NULL REFERENCES site(id), position INTEGER NOT NULL, weekday TEXT NOT NULL,
      start INTEGER NOT NULL CHECK(start>=0), "end" INTEGER NOT NULL CHECK("end"<=1440),
      kind TEXT NOT NULL, staff BLOB REFERENCES staff(id),
      PRIMARY KEY(site,position), CHECK(start<"end")) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE serviceType(
      id TEXT PRIMARY KEY, name TEXT NOT NULL,
      durationMinutes INTEGER NOT NULL
        CHECK(durationMinutes BETWEEN 5 AND 480 AND durationMinutes % 5 = 0)) STRICT
    """,
    """
    CREATE TABLE post(
      id TEXT PRIMARY KEY, component TEXT NOT NULL, function TEXT NOT NULL, name TEXT NOT NULL,
      fteHundredths INTEGER NOT NULL CHECK(fteHundredths BETWEEN 1 AND 10000), employer TEXT,
      municipality TEXT REFERENCES municipality(id), region TEXT REFERENCES region(id),
      socialDistrict TEXT REFERENCES socialDistrict(id), state TEXT NOT NULL) STRICT
    """,
    """
    CREATE TABLE organisationNote(position INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT
    """,
  ]
}
