"""A daemon that answers what would steer a terminal: kimctl's screen stays whole."""

import json
import os
import pty
import re
import subprocess
import tempfile
import unittest

from fake import Fake, fault
from office import KIMCTL

#: What may not reach a terminal as it is.
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]")


class Hostile(unittest.TestCase):
    """Control characters in every place of an answer."""

    EVIL = "Mina\x1b[2J\x1b]0;x\x07\r\n\u202eMuster\u2028\x9b31m\x7f"

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kim-e2e.")
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "s")

    def on_a_terminal(self, *arguments):
        """Everything that a person sees, and the exit status."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [KIMCTL, *arguments, "--socket", self.path, "--no-color"],
            stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
            env={**os.environ, "TERM": "xterm", "LANG": "en_US.UTF-8"},
        )
        os.close(theirs)
        seen = b""
        while True:
            try:
                more = os.read(ours, 65_536)
            except OSError:
                break
            if not more:
                break
            seen += more
        os.close(ours)
        return seen, process.wait(30)

    def harmless(self, seen):
        text = seen.replace(b"\r\n", b"\n").decode()
        self.assertEqual(STEERING.findall(text), [])
        self.assertIn("\\u{1b}[2J", text)

    def test_in_every_place(self):
        evil = self.EVIL
        row = {"id": evil, "number": evil, "rev": 1, "state": evil, "municipality": evil}
        client = {**row, "familyName": evil, "givenName": evil, evil: evil, "languages": [evil]}
        for step, words in [
            ({"result": {"items": [row, client]}}, ["case", "list"]),
            ({"result": {"items": [row]}}, ["case", "list", "-o", "id"]),
            ({"result": client}, ["call", "client.show", "number=K-2026-0042-3"]),
            ({"result": {**client, "_meta": {"warnings": [evil]}}}, ["call", "x.y"]),
            ({"result": {evil: [evil], "o": {evil: evil}}}, ["call", "x.y"]),
            (fault(evil, 1999, evil), ["call", "x.y"]),
            (fault("invalid_value", 1422, evil, field=evil), ["call", "x.y"]),
            (fault("data_damaged", 1508, evil, problem=evil), ["call", "x.y"]),
            (fault("invalid_state", 1423, evil, state=evil, allowed=[evil]), ["call", "x.y"]),
            (fault("internal", -32603, evil, reference=evil), ["call", "x.y"]),
            (
                fault("invalid_params", -32602, evil, faults=[{"path": evil, "expected": evil}]),
                ["call", "x.y"],
            ),
            ({"result": {"state": "degraded", "problem": evil}}, ["status"]),
            ({"result": {"you": {"login": evil, "uid": 1, "roles": [evil]}}}, ["whoami"]),
        ]:
            with self.subTest(words, step=list(step)), Fake(self.path, step):
                seen, status = self.on_a_terminal(*words)
                self.assertNotIn(status, (-11, -6, -4, -5), "it crashed")
                self.harmless(seen)

    def test_json_is_escaped(self):
        with Fake(self.path, {"result": {"x": self.EVIL}}):
            seen, status = self.on_a_terminal("call", "x.y", "-o", "json")
            self.assertEqual(status, 0)
            self.assertEqual(json.loads(seen)["x"], self.EVIL)
            self.assertEqual(STEERING.findall(seen.replace(b"\r\n", b"\n").decode()), [])
        with Fake(self.path, fault(self.EVIL, 1999, self.EVIL, problem=self.EVIL)):
            seen, status = self.on_a_terminal("call", "x.y", "-o", "json")
            self.assertEqual((status, json.loads(seen)["error"]["kind"]), (70, self.EVIL))
            self.assertEqual(STEERING.findall(seen.replace(b"\r\n", b"\n").decode()), [])


if __name__ == "__main__":
    unittest.main()
