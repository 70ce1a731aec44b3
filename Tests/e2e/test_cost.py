"""What one write costs the disk: pages, commits and syncs, counted and not timed."""

import os
import re
import subprocess
import unittest

from office import BIN, KIMD

KIMBENCH = os.path.join(BIN, "kimbench")
PAGES_MAX = 12


class Cost(unittest.TestCase):
    """Opening cases on a new store."""

    @unittest.skipUnless(os.access(KIMBENCH, os.X_OK), "no kimbench was built")
    def test_a_case_opened_alone(self):
        counts = self.count(clients=1, cases=200)
        self.assertLessEqual(counts["pages"], PAGES_MAX)
        self.assertEqual(counts["commits"], 1)
        # Beside its own there may be one of the keys, which are made in stock.
        self.assertLessEqual(counts.get("syncs", 1), 1.05)

    @unittest.skipUnless(os.access(KIMBENCH, os.X_OK), "no kimbench was built")
    def test_cases_opened_at_the_same_time_share(self):
        counts = self.count(clients=16, cases=640)
        self.assertLessEqual(counts["pages"], PAGES_MAX / 1.5)
        self.assertLess(counts["commits"], 0.8)
        self.assertLess(counts.get("syncs", 0), 0.8)

    @staticmethod
    def count(clients, cases):
        command = [KIMBENCH, "fresh", "--kimd", KIMD, "--count"]
        command += ["--clients", str(clients), "--cases", str(cases)]
        output = subprocess.run(
            command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL
        ).stdout
        line = next(line for line in output.splitlines() if line.startswith("a case: "))
        return {name: float(value) for name, value in re.findall(r"(\w+) ([\d.]+)", line)}


if __name__ == "__main__":
    unittest.main()
