/// Triggers that keep what must stay: SQLite's own words, for which another engine has others.
enum Guards {
  static let v1 = [
    // An entry stays as it was written; only a reason may be erased.
    """
    CREATE TRIGGER auditStays BEFORE UPDATE OF seq,format,at,uid,staff,method,action,outcome,relation,
      subjectKind,subject,client,"case",op,rev,fields,count,commitment,hash ON audit
    BEGIN SELECT RAISE(ABORT,'audit entries stay'); END
    """,
    """
    CREATE TRIGGER auditRemains BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT,'audit entries remain'); END
    """,
    // What was given is evidence: only the withdrawal is ever added.
    """
    CREATE TRIGGER consentStays BEFORE UPDATE OF client,purposes,form,noticeVersion,language,givenAt
      ON consent
    BEGIN SELECT RAISE(ABORT,'a consent stays as it was given'); END
    """,
  ]
}
