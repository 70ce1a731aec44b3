"""What is installed, and by which words: `make install`, and pip in a venv without a network."""

import os
import re
import subprocess
import tempfile
import unittest
import zipfile

import backend
import kimd

PYTHON = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
ROOT = os.path.dirname(os.path.dirname(PYTHON))
SYSTEM = "/usr/bin/python3"  # the one that make install serves


def text(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


class Packing(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def run_in_it(self, *command, **more):
        """Without the path of the tests, and without a package index."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        got = subprocess.run(
            command,
            env={**environment, "PIP_NO_INDEX": "1", "PIP_NO_CACHE_DIR": "1", **more},
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
            text=True,
        )
        self.assertEqual(got.returncode, 0, got.stdout)
        return got.stdout.strip()

    def install(self, *more):
        """make install of two programs that do nothing."""
        for program in ("kimd", "kimctl"):
            path = os.path.join(self.folder, program)
            with open(path, "w") as file:
                file.write("#!/bin/sh\n")
            os.chmod(path, 0o755)
        root = os.path.join(self.folder, "root")
        where = [f"BIN={self.folder}", f"DESTDIR={root}", f"PYTHON={SYSTEM}", *more]
        quiet = 'umask 077 && exec make -s -C "$0" install "$@"'
        self.run_in_it("sh", "-c", quiet, ROOT, *where)
        return root

    def test_it_has_the_version_of_kimd(self):
        release = re.search(r'version = "([^"]+)"', text("Sources", "KimAPI", "Release.swift"))
        self.assertEqual(kimd.__version__, release.group(1))
        self.assertEqual(backend.VERSION, release.group(1))

    def test_the_wheel_holds_the_package_and_its_types(self):
        wheel = zipfile.ZipFile(os.path.join(self.folder, backend.build_wheel(self.folder)))
        self.addCleanup(wheel.close)
        names = set(wheel.namelist())
        self.assertLessEqual({"kimd/__init__.py", "kimd/client.py", "kimd/py.typed"}, names)
        self.assertFalse([n for n in names if "tests" in n])
        record = wheel.read(f"kimd_client-{kimd.__version__}.dist-info/RECORD").decode()
        self.assertEqual({row.split(",")[0] for row in record.split()}, names)

    def test_nobody_is_led_to_a_package_of_a_stranger(self):
        for path in (["README.md"], ["clients", "python", "README.md"]):
            for target in re.findall(r"pip install (\S+)", text(*path)):
                self.assertTrue(target.startswith(("./", "/")), f"{path}: pip install {target}")
            self.assertIsNone(re.search(r"(from|import) kim\b", text(*path)))

    def test_pip_installs_it_in_a_venv_without_a_network(self):
        self.run_in_it(SYSTEM, "-m", "venv", "venv")
        self.run_in_it("venv/bin/pip", "install", PYTHON)
        listed = self.run_in_it("venv/bin/pip", "list")
        self.assertRegex(listed, rf"(?m)^kimd-client +{re.escape(kimd.__version__)}$")
        self.run_in_it("venv/bin/python", "-c", "from kimd import Kim")
        self.run_in_it("venv/bin/pip", "uninstall", "-y", "kimd-client")

    @unittest.skipUnless(os.path.exists("/etc/debian_version"), "where Debian's Python looks")
    def test_make_install_puts_it_where_the_python_of_the_system_looks(self):
        places = self.run_in_it(SYSTEM, "-c", "import sys; print(*sys.path, sep='\\n')").split()
        root = self.install("PREFIX=/usr")
        self.assertIn("/usr/lib/python3/dist-packages", places)
        self.finds(root + "/usr/lib/python3/dist-packages")
        root = self.install("PREFIX=/usr/local")
        local = [place for place in places if place.startswith("/usr/local/lib/")]
        if local:  # Python leaves out what does not exist
            self.finds(root + local[0])

    def finds(self, place):
        said = "import importlib.metadata as m, kimd\nprint(m.version('kimd-client'), kimd.__file__)"
        found = self.run_in_it(SYSTEM, "-c", said, PYTHONPATH=place, PYTHONDONTWRITEBYTECODE="1")
        self.assertEqual(found, f"{kimd.__version__} {place}/kimd/__init__.py")
        for base, folders, files in os.walk(place):
            for name in folders + files:
                mode = os.stat(os.path.join(base, name)).st_mode
                self.assertEqual(mode & 0o444, 0o444, f"everybody may read {name}")

    def test_make_install_leaves_nothing_of_an_older_one(self):
        root = self.install("PREFIX=/opt/kim")
        place = os.path.join(root, "opt", "kim", "lib", "python3", "dist-packages")
        stale = [os.path.join(place, name) for name in ("kimd_client-0.0.9.dist-info", "kimd/old")]
        other = os.path.join(place, "kimdos")
        for path in [*stale, other]:
            os.mkdir(path)
        self.install("PREFIX=/opt/kim")
        self.assertEqual([path for path in stale if os.path.exists(path)], [])
        self.assertTrue(os.path.exists(other), "it is another's")


if __name__ == "__main__":
    unittest.main()
