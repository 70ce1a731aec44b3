"""What kimd finds when it starts: one sentence where it is wrong, and nothing is overwritten."""

import os
import shutil
import socket
import subprocess
import threading
import unittest

from office import KIMCTL, KIMD, Line, Office, Refused, as_root, person


def content(path):
    with open(path, "rb") as file:
        return file.read()


def kimd(*arguments):
    return subprocess.run([KIMD, *arguments], capture_output=True, text=True, timeout=60)


class Filled(unittest.TestCase):
    """A closed store with one client, to be spoilt; each test has a copy."""

    @classmethod
    def setUpClass(cls):
        cls.original = Office()
        cls.addClassCleanup(cls.original.close)
        cls.original.start()
        cls.original.furnish()
        cls.original.call("client.register", **person("Probe"))
        if cls.original.stop() != 0:
            raise AssertionError(cls.original.log())

    def setUp(self):
        self.office = Office("--log-level", "info")
        self.addCleanup(self.office.close)
        shutil.copytree(self.original.state, self.office.state)

    def file(self, name):
        return os.path.join(self.office.state, name)

    def wrong(self, *words):
        """kimd runs, says what is wrong and serves nothing else; every file stays as it was."""
        names = sorted(set(os.listdir(self.office.state)) - {"kimd.lock"})
        before = {name: content(self.file(name)) for name in names}
        self.office.start()
        with self.office.line() as line:
            hello = line.call("rpc.hello")
            self.assertEqual(hello["state"], "degraded")
            for word in words:
                self.assertIn(word, hello["problem"])
            for method in ("case.list", "daemon.status", "organisation.show", "audit.verify"):
                with self.assertRaises(Refused) as caught:
                    line.call(method)
                self.assertIn(caught.exception.kind, ("data_damaged", "forbidden"), method)
            with self.assertRaises(Refused) as caught:
                line.call("daemon.status")
            self.assertEqual(caught.exception.kind, "data_damaged")
            self.assertEqual(caught.exception.data["problem"], hello["problem"])
        status = subprocess.run(
            [KIMCTL, "status", "--socket", self.office.path], capture_output=True, text=True
        )
        self.assertEqual(status.returncode, 1, status)
        self.assertIn(words[0], status.stdout + status.stderr)
        self.assertEqual(self.office.stop(), 0)
        self.assertIn(words[0], self.office.log())
        after = sorted(set(os.listdir(self.office.state)) - {"kimd.lock"})
        self.assertEqual(after, names, "files were made or removed")
        for name, was in before.items():
            self.assertEqual(content(self.file(name)), was, f"{name} was changed")

    def test_a_store_of_a_newer_version(self):
        with self.office.database() as store:
            store.execute("PRAGMA user_version=99")
        self.wrong("version 99", "install the newer kimd")

    def test_a_store_of_another_program(self):
        os.remove(self.file("kim.db"))
        with self.office.database() as store:
            store.execute("CREATE TABLE stranger(a)")
        os.chmod(self.file("kim.db"), 0o600)
        self.wrong("no store of kimd", "kimd restore --from DIR --state " + self.office.state)

    def test_a_text_file(self):
        with open(self.file("kim.db"), "w", encoding="ascii") as file:
            file.write("This is no database. " * 400)
        self.wrong("no store of kimd", "kimd restore")

    def test_an_empty_file(self):
        os.truncate(self.file("kim.db"), 0)
        self.wrong("no store of kimd", "kimd restore")

    def test_a_torn_file(self):
        os.truncate(self.file("kim.db"), 4096 * 3)
        self.wrong("is damaged", "kimd restore")

    def test_a_store_of_noise(self):
        size = os.path.getsize(self.file("kim.db"))
        with open(self.file("kim.db"), "r+b") as file:
            file.seek(100)
            file.write(os.urandom(size - 100))
        self.wrong("is damaged", "kimd restore")

    def test_noise_in_the_keys(self):
        with open(self.file("keys.db"), "r+b") as file:
            file.seek(0)
            file.write(os.urandom(4096))
        self.wrong(self.office.state, "kimd restore")

    def test_no_keys(self):
        os.remove(self.file("keys.db"))
        self.wrong("keys.db is missing", "kimd restore")

    def test_no_store(self):
        os.remove(self.file("kim.db"))
        self.wrong("kim.db is missing", "kimd restore")

    def test_no_store_but_its_log(self):
        for name in ("kim.db", "keys.db"):
            os.remove(self.file(name))
        with open(self.file("kim.db-wal"), "wb") as file:
            file.write(b"x" * 100)
        os.chmod(self.file("kim.db-wal"), 0o600)
        self.wrong("kim.db-wal is there without its store", "kimd restore")

    def test_no_master_key(self):
        os.remove(self.file("master.key"))
        self.wrong("master.key is missing", "give kimd the key")

    def test_another_master_key(self):
        with open(self.file("master.key"), "wb") as file:
            file.write(os.urandom(32))
        self.wrong("master key does not open", "give kimd the key")

    def test_keys_of_another_store(self):
        with Office() as other:
            other.stop()
            shutil.copy(os.path.join(other.state, "keys.db"), self.file("keys.db"))
            shutil.copy(os.path.join(other.state, "master.key"), self.file("master.key"))
        self.wrong("master key", "key")

    def test_rights_and_links(self):
        os.chmod(self.office.state, 0o755)
        self.wrong("open to others", "chmod 0700")
        os.chmod(self.office.state, 0o700)
        os.chmod(self.file("kim.db"), 0o644)
        self.wrong("open to others", "chmod 0600")
        os.chmod(self.file("kim.db"), 0o600)
        os.link(self.file("kim.db"), os.path.join(self.office.folder, "second"))
        self.wrong("second name", "remove the other one")
        os.rename(self.file("kim.db"), os.path.join(self.office.folder, "elsewhere"))
        os.symlink(os.path.join(self.office.folder, "elsewhere"), self.file("kim.db"))
        self.wrong("no plain file", "restore a backup")

    @as_root
    def test_of_another_user(self):
        os.chown(self.office.state, 65533, 65533)
        self.wrong("belongs to uid 65533", "chown")

    def test_a_whole_one_still_opens(self):
        self.office.start()
        self.assertEqual(len(self.office.call("client.find", query="Probe")["items"]), 1)
        self.assertEqual(self.office.stop(), 0)

    def test_backup_and_restore(self):
        self.office.start()
        backup = os.path.join(self.office.folder, "backup")
        report = self.office.call("daemon.backup", to=backup)
        self.assertTrue(report["ok"], report)
        self.assertEqual(self.office.stop(), 0)
        target = os.path.join(self.office.folder, "target")
        over = kimd("restore", "--from", backup, "--state", self.office.state)
        self.assertEqual(over.returncode, 1)
        self.assertIn("never overwrites a store", over.stderr)
        keyless = kimd("restore", "--from", backup, "--state", target)
        self.assertEqual(keyless.returncode, 1)
        self.assertIn("master.key", keyless.stderr)
        shutil.copy(self.file("master.key"), target)
        good = kimd("restore", "--from", backup, "--state", target)
        self.assertEqual((good.returncode, good.stderr), (0, ""))
        self.assertIn("restored", good.stdout)
        self.office.state = target
        self.office.start()
        with self.office.line() as line:
            self.assertEqual(len(line.call("client.find", query="Probe")["items"]), 1)
            self.assertTrue(line.call("audit.verify")["ok"])
        self.assertEqual(self.office.stop(), 0)
        nothing = kimd("restore", "--from", self.office.folder, "--state", target + "2")
        self.assertEqual(nothing.returncode, 1)
        self.assertIn("holds no kim.db", nothing.stderr)
        self.assertFalse(os.path.exists(target + "2"))

    def test_a_second_kimd(self):
        self.office.start()
        second = kimd("--state", self.office.state, "--socket", self.office.path + "2")
        self.assertEqual(second.returncode, 1)
        self.assertIn("another kimd serves this store", second.stderr)
        self.assertFalse(os.path.exists(self.office.path + "2"))
        self.assertEqual(self.office.call("rpc.hello")["state"], "ready")

    def test_the_store_cannot_be_opened_by_others(self):
        self.office.start()
        self.office.call("client.register", **person("Zweite"))
        with self.office.database() as store, self.assertRaisesRegex(Exception, "locked"):
            store.execute("SELECT count(*) FROM client").fetchall()
        self.assertEqual(self.office.stop(), 0)


class Places(unittest.TestCase):
    """Paths that are not what they should be."""

    def setUp(self):
        self.office = Office()
        self.addCleanup(self.office.close)

    def fails(self, *words):
        self.office.spawn()
        self.assertEqual(self.office.exit(), 1, self.office.log())
        last = self.office.log().splitlines()[-1]
        for word in words:
            self.assertIn(word, last)

    def test_a_socket_path_that_is_a_link(self):
        os.symlink(os.path.join(self.office.folder, "target"), self.office.path)
        self.fails("symbolic link")
        self.assertTrue(os.path.islink(self.office.path))

    def test_a_socket_path_that_is_a_file_or_a_directory(self):
        with open(self.office.path, "w", encoding="ascii") as file:
            file.write("mine")
        self.fails("not a socket")
        self.assertEqual(content(self.office.path), b"mine")
        os.remove(self.office.path)
        os.mkdir(self.office.path)
        self.fails("not a socket")

    def test_a_socket_path_that_is_too_long(self):
        folder = os.path.join(self.office.folder, "x" * 60, "y" * 60)
        os.makedirs(folder)
        self.office.path = os.path.join(folder, "s")
        self.fails("too long", "107")

    def test_a_socket_path_without_a_directory(self):
        self.office.path = os.path.join(self.office.folder, "none", "s")
        self.fails("directory of the socket does not exist")

    def test_a_socket_that_is_served_already(self):
        with Office() as other:
            self.office.path = other.path
            self.fails("Somebody answers")
            self.assertEqual(other.call("rpc.hello")["state"], "ready")

    def test_a_socket_that_was_left_behind(self):
        with socket.socket(socket.AF_UNIX) as left:
            left.bind(self.office.path)
        self.office.start()
        self.assertEqual(os.stat(self.office.path).st_mode & 0o777, 0o600)

    def test_a_state_that_is_a_file(self):
        with open(self.office.state, "w", encoding="ascii"):
            pass
        self.office.start()
        hello = self.office.call("rpc.hello")
        self.assertEqual(hello["state"], "degraded")
        self.assertIn("--state", hello["problem"])
        self.assertEqual(self.office.stop(), 0)

    def test_relative_paths(self):
        self.office.state, self.office.path = "state", "s"
        self.office.spawn()
        self.office.path = os.path.join(self.office.folder, "s")
        while not os.path.exists(self.office.path):
            self.assertIsNone(self.office.process.poll(), self.office.log())
            threading.Event().wait(0.01)
        self.assertEqual(self.office.call("rpc.hello")["state"], "ready")
        state = os.path.join(self.office.folder, "state")
        self.assertIn("kim.db", os.listdir(state))
        self.assertEqual(os.stat(state).st_mode & 0o777, 0o700)
        for name in os.listdir(state):
            self.assertEqual(os.stat(os.path.join(state, name)).st_mode & 0o077, 0, name)
        self.assertEqual(self.office.stop(), 0)

    def test_the_places_without_options(self):
        folder = os.path.join(self.office.folder, "here")
        os.mkdir(folder)
        with subprocess.Popen(
            [KIMD], cwd=folder, stderr=subprocess.PIPE, env={**os.environ, "STATE_DIRECTORY": ""}
        ) as process:
            path = os.path.join(folder, ".kim", "kimd.sock")
            while process.poll() is None and b"ready on" not in process.stderr.readline():
                pass
            with Line(path) as line:
                self.assertEqual(line.call("rpc.hello")["state"], "ready")
            process.terminate()
            process.stderr.read()
        self.assertEqual(process.returncode, 0)

    def test_options_that_are_none(self):
        for arguments in (["--reserve-mib", "-1"], ["--log-level", "loud"], ["--nothing"]):
            got = kimd(*arguments, "--state", self.office.state)
            self.assertEqual(got.returncode, 64, got)
            self.assertFalse(os.path.exists(self.office.state))


if __name__ == "__main__":
    unittest.main()
