"""A kimd that makes its own socket is restarted under scripts that go on asking: they notice nothing."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
import unittest

from office import CLIENTS, Office

PYTHON = """
import os
from kimd import Kim

with Kim() as kim:
    while not os.path.exists("stop"):
        print(kim.call("client.register", municipality="delbrueck")["id"], flush=True)
"""
SHELL = """
. "$0"
until [ -e stop ]; do
  answer=$(kim client.register municipality=delbrueck) || exit
  printf '%s\\n' "$answer" | jq -r .id
done
"""
KIM_SH = os.path.join(CLIENTS, "shell", "kim.sh")


class Restart(unittest.TestCase):
    def test_the_python_client_asks_on(self):
        self.asks_on([sys.executable, "-c", PYTHON])

    @unittest.skipUnless(shutil.which("jq") and shutil.which("socat"), "no jq or no socat")
    def test_the_shell_asks_on_through_socat(self):
        self.asks_on(["sh", "-c", SHELL, KIM_SH], KIM_TRANSPORT="socat")

    @unittest.skipUnless(shutil.which("jq") and shutil.which("nc"), "no jq or no nc")
    def test_the_shell_asks_on_through_nc(self):
        self.asks_on(["sh", "-c", SHELL, KIM_SH], KIM_TRANSPORT="nc")

    def asks_on(self, command, **more):
        with Office() as office, self.script(office.furnish(), command, more) as script:
            for end in (office.stop, office.kill, office.stop, office.kill):
                self.more_answers(office, script)
                end()
                time.sleep(1)  # what a supervisor may take; SIGKILL leaves a socket that refuses
                office.start()
            self.more_answers(office, script)
            with open(os.path.join(office.folder, "stop"), "w"):
                pass
            self.assertEqual(script.wait(30), 0, self.said(office, "errors"))
            ids = self.said(office, "ids").split()
            self.assertEqual(office.stop(), 0)
            with office.database() as store:
                stored = store.execute("SELECT count(*) FROM client").fetchone()[0]
        self.assertEqual((len(set(ids)), stored), (len(ids), len(ids)), "each asked and done once")

    @contextlib.contextmanager
    def script(self, office, command, more):
        """Runs beside the office until the file `stop` is there."""
        paths = {"KIM_SOCKET": office.path, "PYTHONPATH": os.path.join(CLIENTS, "python")}
        with open(os.path.join(office.folder, "ids"), "wb") as ids:
            with open(os.path.join(office.folder, "errors"), "wb") as errors:
                process = subprocess.Popen(
                    command,
                    env={**os.environ, **paths, **more, "PYTHONDONTWRITEBYTECODE": "1"},
                    cwd=office.folder,
                    stdout=ids,
                    stderr=errors,
                )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def more_answers(self, office, script):
        """Waits until the script had five more."""
        wanted = len(self.said(office, "ids").split()) + 5
        give_up = time.monotonic() + 30
        while len(self.said(office, "ids").split()) < wanted:
            self.assertIsNone(script.poll(), self.said(office, "errors"))
            self.assertLess(time.monotonic(), give_up, "the script hangs")
            time.sleep(0.01)

    @staticmethod
    def said(office, name):
        with open(os.path.join(office.folder, name), encoding="utf-8") as file:
            return file.read()


if __name__ == "__main__":
    unittest.main()
