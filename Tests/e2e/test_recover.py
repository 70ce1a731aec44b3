"""Rights beyond the operator's: refused while there is an administrator, recovered aloud where none is left."""

import os
import pwd
import subprocess
import unittest

from office import KIMD, Office, Refused

UID = 54321


class Recovering(unittest.TestCase):
    def setUp(self):
        self.office = Office()
        self.addCleanup(self.office.close)
        self.office.start()

    def recover(self, *more):
        return subprocess.run(
            [KIMD, "recover", "--state", self.office.state, *more],
            capture_output=True,
            text=True,
            timeout=60,
        )

    def add(self, login, uid, roles):
        return self.office.call("staff.add", login=login, uid=uid, name="Test", roles=roles)

    def test_an_operator_adds_the_first_administrator_and_none_after(self):
        self.add("lead", UID, ["kim_lead"])
        with self.assertRaises(Refused) as caught:
            self.add("other", UID + 1, ["case_manager"])
        self.assertEqual(caught.exception.kind, "approval_required")
        self.assertIn("kimd recover", caught.exception.message)

    def test_a_lost_administrator_is_replaced_under_the_audit_chain(self):
        lost = self.add("lost", UID, ["kim_lead"])
        me = ["--login", pwd.getpwuid(os.geteuid()).pw_name, "--name", "Test", "--reason", "lost"]
        busy = self.recover(*me)
        self.assertNotEqual(busy.returncode, 0, "while kimd serves the store is not touched")
        self.assertEqual(self.office.stop(), 0)
        done = self.recover(*me)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("recovered", done.stdout)
        self.assertIn("kim_lead", done.stderr + done.stdout)
        self.office.start()
        hello = self.office.call("rpc.hello")
        self.assertIn("kim_lead", hello["you"]["roles"])
        self.office.call("staff.retire", id=lost["id"], ifRev=1)
        self.add("officer", UID + 2, ["dpo"])
        self.assertTrue(self.office.call("audit.verify")["ok"])
        self.assertEqual(self.office.stop(), 0)
        with self.office.database() as store:
            rows = store.execute(
                "SELECT action,subjectKind,reason FROM audit WHERE method='staff.recover'"
            ).fetchall()
        self.assertEqual([row[:2] for row in rows], [("write", "staff")])
        self.assertNotIn(b"lost", rows[0][2], "the reason is sealed")

    def test_who_is_on_the_staff_already_is_made_the_administrator(self):
        self.assertEqual(self.office.stop(), 0)
        first = pwd.getpwuid(os.geteuid()).pw_name
        second = next(user for user in pwd.getpwall() if user.pw_uid != os.geteuid())
        for login in (first, second.pw_name):
            done = self.recover("--login", login, "--name", "Test", "--reason", "lost")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.office.start()
            if login == first:
                self.add(second.pw_name, second.pw_uid, ["dpo"])
            people = self.office.call("staff.list")["items"]
            self.assertEqual(self.office.stop(), 0)
        found = [one for one in people if one["login"] == second.pw_name]
        self.assertEqual(len(found), 1)
        roles = {grant["role"] for grant in found[0]["grants"]}
        self.assertEqual((found[0]["state"], roles), ("active", {"dpo", "kim_lead"}))

    def test_what_is_wrong_is_said(self):
        self.assertEqual(self.office.stop(), 0)
        for more in (["--login", "a b"], ["--login", "nobody-of-this-name"]):
            wrong = self.recover(*more, "--name", "Test", "--reason", "lost")
            self.assertNotEqual(wrong.returncode, 0)
            self.assertTrue(wrong.stderr.strip(), more)


if __name__ == "__main__":
    unittest.main()
