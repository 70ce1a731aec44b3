"""Packs `kim/` into a wheel with the standard library alone (PEP 517, PEP 660).

An office server often reaches no package index, and a plain `pip install .` would fetch
setuptools into its build environment first. This needs nothing, and leaves no build files.
"""

import base64
import hashlib
import os
import tarfile
import zipfile

NAME, VERSION = "kim", "1.0.0"
HERE = os.path.dirname(os.path.abspath(__file__))
INFO = f"{NAME}-{VERSION}.dist-info"
METADATA = f"""Metadata-Version: 2.1
Name: {NAME}
Version: {VERSION}
Summary: Client of kimd, the daemon of a municipal integration office, over its Unix socket
Requires-Python: >=3.9
"""
WHEEL = "Wheel-Version: 1.0\nGenerator: kim\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def _package():
    folder = os.path.join(HERE, NAME)
    for name in sorted(os.listdir(folder)):
        if name.endswith((".py", ".typed")):
            with open(os.path.join(folder, name), "rb") as file:
                yield f"{NAME}/{name}", file.read()


def _write(directory, files):
    files = list(files) + [
        (f"{INFO}/METADATA", METADATA.encode()),
        (f"{INFO}/WHEEL", WHEEL.encode()),
    ]
    record = ""
    wheel = f"{NAME}-{VERSION}-py3-none-any.whl"
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
    root = f"{NAME}-{VERSION}"
    with tarfile.open(os.path.join(sdist_directory, root + ".tar.gz"), "w:gz") as archive:
        for name in ("pyproject.toml", "backend.py", "README.md", NAME):
            archive.add(
                os.path.join(HERE, name),
                f"{root}/{name}",
                filter=lambda entry: None if "__pycache__" in entry.name else entry,
            )
    return root + ".tar.gz"
