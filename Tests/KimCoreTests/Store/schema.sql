CREATE TABLE appointment(
  id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
  number TEXT NOT NULL,
  state TEXT NOT NULL, site TEXT NOT NULL REFERENCES site(id),
  serviceType TEXT NOT NULL REFERENCES serviceType(id),
  start TEXT NOT NULL, startsAt INTEGER NOT NULL CHECK(startsAt % 300000000 = 0),
  durationMinutes INTEGER NOT NULL
    CHECK(durationMinutes BETWEEN 5 AND 480 AND durationMinutes % 5 = 0),
  staff BLOB REFERENCES staff(id), room TEXT, client BLOB REFERENCES client(id),
  "case" BLOB REFERENCES "case"(id), language TEXT,
  supersedes BLOB REFERENCES appointment(id),
  cancelledBy TEXT, cancelReason BLOB,
  CHECK((state='cancelled')=(cancelledBy IS NOT NULL))) STRICT, WITHOUT ROWID;
CREATE INDEX appointmentClient ON appointment(client) WHERE state='booked';
CREATE UNIQUE INDEX appointmentNumber ON appointment(number) WHERE state<>'rescheduled';
CREATE INDEX appointmentOpen ON appointment(startsAt,id)
  WHERE state IN ('booked','arrived','in_service');
CREATE INDEX appointmentSiteStart ON appointment(site,startsAt,id);
CREATE INDEX appointmentStart ON appointment(startsAt,id);
CREATE UNIQUE INDEX appointmentSupersedes ON appointment(supersedes)
  WHERE supersedes IS NOT NULL;
CREATE TABLE audit(
  seq INTEGER PRIMARY KEY CHECK(seq>0), format INTEGER NOT NULL CHECK(format>0),
  at INTEGER NOT NULL, uid INTEGER NOT NULL, staff BLOB,
  method TEXT NOT NULL, action TEXT NOT NULL, outcome TEXT NOT NULL, relation TEXT,
  subjectKind TEXT, subject TEXT, client BLOB, "case" BLOB, op TEXT, rev INTEGER,
  fields TEXT NOT NULL, count INTEGER NOT NULL CHECK(count>0),
  reason BLOB, commitment BLOB, hash BLOB NOT NULL CHECK(length(hash)=32)) STRICT;
CREATE INDEX auditClient ON audit(client,seq) WHERE client IS NOT NULL;
CREATE INDEX auditSubject ON audit(subject,seq) WHERE client IS NULL AND subject IS NOT NULL;
CREATE TRIGGER auditRemains BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT,'audit entries remain'); END;
CREATE TRIGGER auditStays BEFORE UPDATE OF seq,format,at,uid,staff,method,action,outcome,relation,
  subjectKind,subject,client,"case",op,rev,fields,count,commitment,hash ON audit
BEGIN SELECT RAISE(ABORT,'audit entries stay'); END;
CREATE TABLE "case"(
  id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
  number TEXT NOT NULL UNIQUE, client BLOB NOT NULL REFERENCES client(id),
  state TEXT NOT NULL,
  municipality TEXT NOT NULL REFERENCES municipality(id), intakeSource TEXT NOT NULL,
  caseManager BLOB NOT NULL REFERENCES staff(id), openedAt INTEGER NOT NULL,
  closedAt INTEGER, closureReason TEXT, ordinal INTEGER NOT NULL CHECK(ordinal>0),
  CHECK((state='closed')=(closedAt IS NOT NULL)),
  CHECK((state='closed')=(closureReason IS NOT NULL))) STRICT, WITHOUT ROWID;
CREATE INDEX caseManagerState ON "case"(caseManager,state,id);
CREATE INDEX caseMunicipalityState ON "case"(municipality,state,id);
CREATE UNIQUE INDEX caseOpenOne
  ON "case"(client,(CASE WHEN state='closed' THEN id ELSE x'' END));
CREATE TABLE caseNote(
  id BLOB PRIMARY KEY CHECK(length(id)=16), "case" BLOB NOT NULL REFERENCES "case"(id),
  at INTEGER NOT NULL, author BLOB REFERENCES staff(id), text BLOB NOT NULL) STRICT;
CREATE INDEX caseNoteCase ON caseNote("case",id);
CREATE TABLE claim(
  resource TEXT NOT NULL, cell INTEGER NOT NULL,
  appointment BLOB NOT NULL REFERENCES appointment(id),
  PRIMARY KEY(resource,cell)) STRICT, WITHOUT ROWID;
CREATE INDEX claimAppointment ON claim(appointment);
CREATE TABLE client(
  id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK(state IN ('anonymous','minimal','registered')),
  municipality TEXT NOT NULL REFERENCES municipality(id),
  socialDistrict TEXT REFERENCES socialDistrict(id),
  keyNumber INTEGER NOT NULL UNIQUE CHECK(keyNumber>0),
  givenName BLOB, familyName BLOB, birthDate BLOB, languages TEXT NOT NULL,
  email BLOB, phone BLOB, targetGroup TEXT, createdAt INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE clientToken(
  kind INTEGER NOT NULL CHECK(kind BETWEEN 1 AND 3), token BLOB NOT NULL,
  municipality TEXT NOT NULL, client BLOB NOT NULL REFERENCES client(id),
  PRIMARY KEY(kind,token,municipality,client)) STRICT, WITHOUT ROWID;
CREATE INDEX clientTokenClient ON clientToken(client);
CREATE TABLE consent(
  id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
  client BLOB NOT NULL REFERENCES client(id),
  state TEXT NOT NULL, purposes TEXT NOT NULL,
  form TEXT NOT NULL, noticeVersion TEXT NOT NULL, language TEXT NOT NULL,
  givenAt INTEGER NOT NULL, withdrawnAt INTEGER,
  CHECK((state='withdrawn')=(withdrawnAt IS NOT NULL))) STRICT, WITHOUT ROWID;
CREATE INDEX consentClient ON consent(client,id);
CREATE TRIGGER consentStays BEFORE UPDATE OF client,purposes,form,noticeVersion,language,givenAt
  ON consent
BEGIN SELECT RAISE(ABORT,'a consent stays as it was given'); END;
CREATE TABLE consultationHours(
  site TEXT NOT NULL REFERENCES site(id), position INTEGER NOT NULL, weekday TEXT NOT NULL,
  start INTEGER NOT NULL CHECK(start>=0), "end" INTEGER NOT NULL CHECK("end"<=1440),
  kind TEXT NOT NULL, staff BLOB REFERENCES staff(id),
  PRIMARY KEY(site,position), CHECK(start<"end")) STRICT, WITHOUT ROWID;
CREATE TABLE counter(
  name TEXT PRIMARY KEY, value INTEGER NOT NULL CHECK(value>=0), hash BLOB) STRICT, WITHOUT ROWID;
CREATE TABLE idempotency(
  uid INTEGER NOT NULL, key TEXT NOT NULL, method TEXT NOT NULL, seq INTEGER NOT NULL,
  at INTEGER NOT NULL, digest BLOB NOT NULL, answer BLOB NOT NULL,
  PRIMARY KEY(uid,key)) STRICT, WITHOUT ROWID;
CREATE TABLE municipality(
  id TEXT PRIMARY KEY, name TEXT NOT NULL, region TEXT NOT NULL REFERENCES region(id)) STRICT;
CREATE TABLE organisationNote(position INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE post(
  id TEXT PRIMARY KEY, component TEXT NOT NULL, function TEXT NOT NULL, name TEXT NOT NULL,
  fteHundredths INTEGER NOT NULL CHECK(fteHundredths BETWEEN 1 AND 10000), employer TEXT,
  municipality TEXT REFERENCES municipality(id), region TEXT REFERENCES region(id),
  socialDistrict TEXT REFERENCES socialDistrict(id), state TEXT NOT NULL) STRICT;
CREATE TABLE region(id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE reminder(
  id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
  appointment BLOB NOT NULL REFERENCES appointment(id),
  client BLOB NOT NULL REFERENCES client(id), site TEXT NOT NULL REFERENCES site(id),
  channel TEXT NOT NULL, round INTEGER NOT NULL CHECK(round>0), state TEXT NOT NULL,
  due INTEGER NOT NULL, attempts INTEGER NOT NULL CHECK(attempts>=0),
  leaseOwner INTEGER, leaseUntil INTEGER, token TEXT, providerId TEXT, failReason BLOB,
  problem TEXT, UNIQUE(appointment,channel,round),
  CHECK((state='leased')=(token IS NOT NULL)), CHECK((state='leased')=(leaseUntil IS NOT NULL)),
  CHECK((state='dead')=(problem IS NOT NULL))) STRICT, WITHOUT ROWID;
CREATE INDEX reminderDead ON reminder(state,id) WHERE state='dead';
CREATE INDEX reminderDue ON reminder(due,id) WHERE state='scheduled';
CREATE INDEX reminderLease ON reminder(leaseUntil) WHERE state='leased';
CREATE INDEX reminderSite ON reminder(site,state,due,id);
CREATE TABLE serviceType(
  id TEXT PRIMARY KEY, name TEXT NOT NULL,
  durationMinutes INTEGER NOT NULL
    CHECK(durationMinutes BETWEEN 5 AND 480 AND durationMinutes % 5 = 0)) STRICT;
CREATE TABLE session(
  id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
  site TEXT NOT NULL REFERENCES site(id), date INTEGER NOT NULL,
  state TEXT NOT NULL, openedAt INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX sessionLive ON session(date,id) WHERE state<>'settled';
CREATE UNIQUE INDEX sessionOpen ON session(site,date) WHERE state='open';
CREATE INDEX sessionSite ON session(site,date,id);
CREATE TABLE site(
  id TEXT PRIMARY KEY, name TEXT NOT NULL,
  municipality TEXT NOT NULL REFERENCES municipality(id),
  socialDistrict TEXT REFERENCES socialDistrict(id),
  rooms TEXT NOT NULL, desks TEXT NOT NULL,
  queueLetter TEXT CHECK(length(queueLetter)=1)) STRICT;
CREATE TABLE socialDistrict(
  id TEXT PRIMARY KEY, name TEXT NOT NULL,
  municipality TEXT NOT NULL REFERENCES municipality(id)) STRICT;
CREATE TABLE staff(
  id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
  login TEXT NOT NULL, uid INTEGER NOT NULL CHECK(uid BETWEEN 0 AND 4294967294),
  name TEXT NOT NULL, grants TEXT NOT NULL,
  region TEXT REFERENCES region(id), state TEXT NOT NULL CHECK(state IN ('active','retired')),
  createdAt INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX staffLogin ON staff(login) WHERE state='active';
CREATE UNIQUE INDEX staffUid ON staff(uid) WHERE state='active';
CREATE TABLE standing(
  id BLOB PRIMARY KEY CHECK(length(id)=16), staff BLOB NOT NULL REFERENCES staff(id),
  relation TEXT NOT NULL, subject BLOB NOT NULL CHECK(length(subject)=16),
  since INTEGER NOT NULL, until INTEGER NOT NULL, reason BLOB, CHECK(since<until),
  UNIQUE(staff,relation,subject,since)) STRICT, WITHOUT ROWID;
CREATE INDEX standingSubject ON standing(subject,staff);
CREATE INDEX standingUntil ON standing(until);
CREATE TABLE store(
  id INTEGER PRIMARY KEY CHECK(id=1), name TEXT NOT NULL, canary BLOB NOT NULL,
  createdAt INTEGER NOT NULL) STRICT;
CREATE TABLE ticket(
  id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
  session BLOB NOT NULL REFERENCES session(id),
  site TEXT NOT NULL REFERENCES site(id), date INTEGER NOT NULL,
  serial INTEGER NOT NULL CHECK(serial>0), number TEXT NOT NULL,
  state TEXT NOT NULL, priority TEXT NOT NULL, priorityReason BLOB,
  serviceType TEXT NOT NULL REFERENCES serviceType(id), language TEXT,
  client BLOB REFERENCES client(id), appointment BLOB REFERENCES appointment(id),
  desk TEXT, callCount INTEGER NOT NULL CHECK(callCount>=0), issuedAt INTEGER NOT NULL, waitStartedAt INTEGER NOT NULL,
  calledAt INTEGER, startedAt INTEGER, endedAt INTEGER, staff BLOB REFERENCES staff(id),
  UNIQUE(site,date,serial),
  CHECK((priorityReason IS NOT NULL)<=(priority='urgent')),
  CHECK((priority='appointment')<=(appointment IS NOT NULL)),
  CHECK((state IN ('called','in_service'))<=(desk IS NOT NULL AND calledAt IS NOT NULL))) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ticketAppointment ON ticket(appointment) WHERE appointment IS NOT NULL;
CREATE INDEX ticketCaller ON ticket(site,staff,calledAt) WHERE staff IS NOT NULL;
CREATE UNIQUE INDEX ticketDesk ON ticket(site,desk) WHERE state IN ('called','in_service');
CREATE INDEX ticketWaiting ON ticket(session,id) WHERE state='waiting';
