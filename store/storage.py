"""The files under an archive's address, read and written one by one, in a folder as in remote storage (``s3://…``).

For what lies beside the tables or is repaired: the log's commits, digests, copies. Tables are read and appended to
elsewhere (store/delta_table).
"""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from deltalake.fs import DeltaStorageHandler
from pyarrow.fs import FileSelector, FileType, PyFileSystem

from store.remote import BLOCK, is_remote

LOG = "_delta_log"


class Storage(Protocol):
    """Files by their name below an address, parts divided by ``/``."""

    def read(self, name: str) -> bytes:
        """Return a file's bytes. Raises ``FileNotFoundError``.

        >>> storage_of(archive.address).read(commit_name(0))[:14]
        b'{"commitInfo":'
        """

    def write(self, name: str, data: bytes) -> None:
        """Put a file in its place, whole or not at all, over one that is there.

        >>> here = storage_of(new_archive().address)
        >>> here.write("_kept/a.json", b"{}")
        >>> here.names("_kept")
        {'_kept/a.json': 2}
        """

    def remove(self, name: str) -> None:
        """Remove a file; one that is not there is fine.

        >>> storage_of(archive.address).remove("_kept/no-such.json")
        """

    def names(self, folder: str) -> dict[str, int]:
        """Return name -> size of all files below a folder.

        >>> storage_of(archive.address).names("no-such")
        {}
        """

    def fetch(self, name: str, to: Path) -> None:
        """Copy a file to a path of this machine, whole or not at all.

        >>> import tempfile
        >>> copy = Path(tempfile.mkdtemp()) / "commit.json"
        >>> storage_of(archive.address).fetch(commit_name(0), copy)
        >>> copy.exists()
        True
        """


def storage_of(address: str) -> Storage:
    """Return the storage behind an address.

    >>> sorted(Path(name).name for name in storage_of(new_archive().address).names("_delta_log"))
    ['00000000000000000000.json', '00000000000000000001.json']
    """
    return _Remote(address) if is_remote(address) else _Folder(Path(address))


def commit_name(version: int) -> str:
    """Return the name of a version's commit.

    >>> commit_name(7)
    '_delta_log/00000000000000000007.json'
    """
    return f"{LOG}/{version:020}.json"


@dataclass(frozen=True, slots=True)
class _Folder:
    root: Path

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        with _placing(self.root / name) as draft:
            draft.write(data)

    def remove(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    def names(self, folder: str) -> dict[str, int]:
        found = (path for path in (self.root / folder).rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.stat().st_size for path in found}

    def fetch(self, name: str, to: Path) -> None:
        with (self.root / name).open("rb") as there, _placing(to) as here:
            shutil.copyfileobj(there, here, BLOCK)


class _Remote:
    def __init__(self, address: str) -> None:
        self._handler = DeltaStorageHandler(address)
        self._files = PyFileSystem(self._handler)

    def read(self, name: str) -> bytes:
        with self._files.open_input_file(name) as file:
            return bytes(file.read())

    def write(self, name: str, data: bytes) -> None:
        # pyarrow would hand it a buffer, which the library's own stream does not take.
        file = self._handler._handler.open_output_stream(name, None)  # noqa: SLF001
        file.write(data)
        file.close()  # type: ignore[attr-defined]

    def remove(self, name: str) -> None:
        if self._files.get_file_info(name).type != FileType.NotFound:
            self._files.delete_file(name)

    def names(self, folder: str) -> dict[str, int]:
        found = self._files.get_file_info(FileSelector(folder, allow_not_found=True, recursive=True))
        return {each.path: each.size for each in found if each.type == FileType.File}

    def fetch(self, name: str, to: Path) -> None:
        with self._files.open_input_file(name) as there, _placing(to) as here:
            shutil.copyfileobj(there, here, BLOCK)


class _placing:  # noqa: N801 - a context
    """A file that is written under another name, and put in its place, on the disk for good, when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._draft = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.draft")

    def __enter__(self) -> BinaryIO:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._draft.open("wb")
        return self._file

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        with self._file:
            if failed is None:
                self._file.flush()
                os.fsync(self._file.fileno())
        if failed is None:
            self._draft.replace(self._path)
        self._draft.unlink(missing_ok=True)
