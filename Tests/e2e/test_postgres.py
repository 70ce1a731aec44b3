"""SQL is the common subset: a PostgreSQL of its own takes the schema and every statement that the tests have run.

A debug build writes its statements into the file that KIM_STATEMENTS names (default: .build/statements), as `make test`
has it do. The few words in which the schema differs are an engine's to spell: DIALECT is what the second engine will say.
"""

import glob
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
STATEMENTS = os.environ.get("KIM_STATEMENTS") or os.path.join(ROOT, ".build", "statements")
SCHEMA = os.path.join(ROOT, "Tests", "KimCoreTests", "Store", "schema.sql")
DIALECT = [
    (r"\) STRICT(, WITHOUT ROWID)?$", ")"),
    (r"\bBLOB\b", "bytea"),
    (r"\bINTEGER\b", "bigint"),
    (r"\bx''", r"'\\x'::bytea"),
]
# What SQLite alone is asked, in Store/SQLite.
SQLITE_ONLY = re.compile(r"\bFROM sqlite_schema\b")
# The kinds of values that kimd binds.
KINDS = {"text", "bigint", "integer", "bytea"}
# As many as a whole run writes down at the least; one with a filter is no proof.
STATEMENTS_MIN = 150


def missing():
    """Why it cannot run here, or None."""
    if not Cluster.binaries():
        return "PostgreSQL 15 or newer is not installed: sudo apt-get install postgresql"
    if not os.path.exists(STATEMENTS):
        return f"there is no {STATEMENTS}: make test, or KIM_STATEMENTS={STATEMENTS} swift test"
    return None


def spelled(sql):
    """SQL of ours in PostgreSQL's words, on one line."""
    sql = " ".join(sql.split())
    for pattern, words in DIALECT:
        sql = re.sub(pattern, words, sql)
    numbers = iter(range(1, 10_000))
    return re.sub(r"\?", lambda _: f"${next(numbers)}", sql)


def tables_in_order(statements):
    """The tables, each behind those to which it refers."""
    waiting = {re.match(r'CREATE TABLE ("?\w+"?)', sql).group(1): sql for sql in statements}
    order = []
    while waiting:
        ready = [
            name
            for name, sql in waiting.items()
            if not set(re.findall(r'REFERENCES ("?\w+"?)', sql)) & (set(waiting) - {name})
        ]
        if not ready:
            raise AssertionError(f"tables refer to each other in a ring: {sorted(waiting)}")
        order += [waiting.pop(name) for name in ready]
    return order


class Cluster:
    """A PostgreSQL that nobody else reaches, gone after the test."""

    @staticmethod
    def binaries():
        found = glob.glob("/usr/lib/postgresql/*/bin/initdb")
        versions = sorted(int(path.split("/")[4]) for path in found)
        return f"/usr/lib/postgresql/{versions[-1]}/bin" if versions and versions[-1] >= 15 else None

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="kim-pg.")
        self.prefix = []
        if os.geteuid() == 0:
            # It refuses to run as root.
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        self.data = os.path.join(self.folder, "data")
        self.run("initdb", "-D", self.data, "-U", "kim", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        settings = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off"
        log = os.path.join(self.folder, "log")
        self.run("pg_ctl", "-D", self.data, "-w", "-l", log, "-o", settings, "start")

    def close(self):
        try:
            self.run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program, *arguments):
        command = [*self.prefix, os.path.join(self.binaries(), program), *arguments]
        # A server that stays must not hold a pipe of ours open.
        subprocess.run(
            command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd="/"
        )

    def answer(self, lines):
        """Runs lines of SQL in one session; gives what it prints and, by line from 0, what is refused."""
        script = os.path.join(self.folder, "script.sql")
        with open(script, "w", encoding="utf-8") as file:
            file.writelines(line + ";\n" for line in lines)
        psql = [os.path.join(self.binaries(), "psql"), "-h", self.folder, "-U", "kim", "-qAtX"]
        run = subprocess.run([*psql, "-f", script, "postgres"], capture_output=True, text=True)
        errors = re.findall(r"^psql:.*?:(\d+): (?:ERROR|FATAL): +(.*)$", run.stderr, re.MULTILINE)
        if run.returncode not in (0, 3):
            raise AssertionError(run.stderr)
        return run.stdout, {int(number) - 1: error for number, error in errors}


class Postgres(unittest.TestCase):
    """The schema, then the statements."""

    @classmethod
    def setUpClass(cls):
        why = missing()
        if why is None:
            cls.cluster = Cluster()
            cls.addClassCleanup(cls.cluster.close)
            return
        if os.environ.get("KIM_REQUIRE_E2E") == "1":
            raise AssertionError(f"KIM_REQUIRE_E2E=1, and this cannot be tested here: {why}")
        print(f"\n*** SKIPPED: the SQL was not given to PostgreSQL: {why}", flush=True)
        raise unittest.SkipTest(why)

    def setUp(self):
        self.cluster.answer(["DROP SCHEMA public CASCADE", "CREATE SCHEMA public"])
        with open(SCHEMA, encoding="utf-8") as file:
            statements = [sql for sql in file.read().split(";\n") if sql.strip()]
        kinds = [sql.split("(")[0].split()[1] for sql in statements]
        self.tables = tables_in_order(s for s, kind in zip(statements, kinds) if kind == "TABLE")
        self.indexes = [s for s, kind in zip(statements, kinds) if kind in ("INDEX", "UNIQUE")]
        self.made = [spelled(sql) for sql in self.tables + self.indexes]
        _, refused = self.cluster.answer(self.made)
        self.assertEqual({self.made[line]: error for line, error in refused.items()}, {})

    def prepare(self, statements):
        """What is refused of some statements, and the kinds of the values that the others take."""
        lines = [f"PREPARE s{n} AS {spelled(sql)}" for n, sql in enumerate(statements)]
        kinds = "SELECT unnest(parameter_types) FROM pg_prepared_statements"
        printed, refused = self.cluster.answer([*lines, kinds])
        return {statements[line]: error for line, error in refused.items()}, set(printed.split())

    def test_every_statement_is_prepared(self):
        with open(STATEMENTS, encoding="utf-8") as file:
            seen = sorted(set(file.read().splitlines()))
        own = [sql for sql in seen if SQLITE_ONLY.search(sql)]
        common = [sql for sql in seen if not SQLITE_ONLY.search(sql)]
        self.assertGreater(len(common), STATEMENTS_MIN, f"{STATEMENTS} is of a run with a filter")
        for sql in self.tables:
            name = re.match(r'CREATE TABLE ("?\w+"?)', sql).group(1)
            self.assertTrue(any(re.search(f"(FROM|INTO|UPDATE) {name}", s) for s in common), name)
        refused, kinds = self.prepare(common)
        print(
            f"\nPostgreSQL takes {len(self.tables)} of {len(self.tables)} tables,"
            f" {len(self.indexes)} of {len(self.indexes)} indexes,"
            f" {len(common) - len(refused)} of {len(common)} statements;"
            f" {len(own)} more are asked of SQLite alone",
            flush=True,
        )
        self.assertEqual(refused, {})
        self.assertLessEqual(kinds, KINDS)

    def test_what_is_not_common_is_noticed(self):
        planted = [
            "SELECT rowid FROM client WHERE id=?",
            'SELECT "caseManager" FROM "case" WHERE id=?',
            "SELECT count(*) FROM (SELECT 1 FROM client LIMIT ?)",
            "INSERT OR REPLACE INTO counter(name,value) VALUES(?,?)",
            "SELECT (state='open')+1 FROM session WHERE id=?",
            "SELECT ifnull(number,?) FROM client",
            "SELECT id FROM client WHERE number=x'00'",
        ]
        refused, _ = self.prepare([*planted, "SELECT id FROM client WHERE number=?"])
        self.assertEqual(sorted(refused), sorted(planted))


if __name__ == "__main__":
    unittest.main()
