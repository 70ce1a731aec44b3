"""Packs `kimd/` with the standard library alone: a wheel for pip (PEP 517, PEP 660), or the files
for the system's Python (`python3 backend.py install DESTDIR PREFIX`, which `make install` calls).

An office server often reaches no package index, and a plain `pip install .` would fetch
setuptools into its build environment first. This needs nothing, and leaves no build files.
"""

import base64
import hashlib
import os
import re
import shutil
import site
import sys
import tarfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
MODULE = "kimd"


def _version():
    with open(os.path.join(HERE, MODULE, "__init__.py"), encoding="utf-8") as file:
        return re.search(r'^__version__ = "([^"]+)"$', file.read(), re.MULTILINE).group(1)


VERSION = _version()
NAME = f"kimd_client-{VERSION}"
INFO = f"{NAME}.dist-info"
METADATA = f"""Metadata-Version: 2.1
Name: kimd-client
Version: {VERSION}
Summary: Client of kimd, the daemon of a municipal integration office, over its Unix socket
Requires-Python: >=3.9
Classifier: Operating System :: POSIX :: Linux
Classifier: Typing :: Typed
"""
WHEEL = "Wheel-Version: 1.0\nGenerator: kimd\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def _package():
    folder = os.path.join(HERE, MODULE)
    for name in sorted(os.listdir(folder)):
        if name.endswith((".py", ".typed")):
            with open(os.path.join(folder, name), "rb") as file:
                yield f"{MODULE}/{name}", file.read()


def _write(directory, files):
    files = [*files, (f"{INFO}/METADATA", METADATA.encode()), (f"{INFO}/WHEEL", WHEEL.encode())]
    record = ""
    wheel = f"{NAME}-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(directory, wheel), "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files:
            archive.writestr(zipfile.ZipInfo(path, (2020, 1, 1, 0, 0, 0)), data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=")
            record += f"{path},sha256={digest.decode()},{len(data)}\n"
        archive.writestr(f"{INFO}/RECORD", record + f"{INFO}/RECORD,,\n")
    return wheel


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    return _write(wheel_directory, _package())


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    return _write(wheel_directory, [(f"{NAME}.pth", (HERE + "\n").encode())])


def build_sdist(sdist_directory, config_settings=None):
    with tarfile.open(os.path.join(sdist_directory, NAME + ".tar.gz"), "w:gz") as archive:
        for name in ("pyproject.toml", "backend.py", "README.md", MODULE):
            archive.add(
                os.path.join(HERE, name),
                f"{NAME}/{name}",
                filter=lambda entry: None if "__pycache__" in entry.name else entry,
            )
    return NAME + ".tar.gz"


def install(destdir, prefix):
    """Puts the package where this Python looks below the prefix, in the place of an older one.

    Without a RECORD, so that pip lists it and leaves it alone: it is not pip's to remove.
    """
    places = [place for place in site.getsitepackages() if place.startswith(f"{prefix}/lib/")]
    place = places[0] if places else f"{prefix}/lib/python3/dist-packages"
    if not places:
        print(f"For {sys.executable} to find the Python client: PYTHONPATH={place}")
    folder = destdir + place
    os.umask(0o022)
    os.makedirs(folder, exist_ok=True)
    for old in os.listdir(folder):
        if old == MODULE or re.fullmatch(r"kimd_client-.*\.dist-info", old):
            shutil.rmtree(os.path.join(folder, old))
    files = [*_package(), (f"{INFO}/METADATA", METADATA.encode()), (f"{INFO}/INSTALLER", b"make\n")]
    for path, data in files:
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)


if __name__ == "__main__":
    if sys.argv[1:2] != ["install"] or len(sys.argv) != 4:
        sys.exit("usage: backend.py install DESTDIR PREFIX")
    install(*sys.argv[2:])
