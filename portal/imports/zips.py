"""ZIP files of strangers: looked over before they are opened, and measured while they unpack.

Nothing is ever written to disk. What a zip says of itself may be a lie, so each read is counted.
Excel files are zips as well (sheets.py).
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath
from typing import BinaryIO, cast

from portal.imports.problems import ImportRefused, shown
from portal.imports.upload import MEGABYTE, check_size, head_of, is_program

SIGNATURE = b"PK\x03\x04"
EMPTY_SIGNATURE = b"PK\x05\x06"
# All that a damaged, encrypted or strangely packed zip makes Python say.
UNREADABLE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError),
    *(NotImplementedError, RuntimeError, OSError, ValueError, OverflowError, struct.error),
)
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Python takes in the list of a zip in one piece: never more of it than this.
MOST_DIRECTORY = MEGABYTE
ENCRYPTED = 0x1 | 0x40 | 0x2000
# Below this size a part may shrink as much as it likes.
SMALL = MEGABYTE
LOCAL_HEADER = 30
CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
NESTED = frozenset(["zip", "7z", "rar", "gz", "tgz", "bz2", "xz", "tar", "cab", "iso"])
NESTED_SIGNATURES = (b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
PROGRAMS = frozenset(
    "exe dll com scr bat cmd ps1 vbs js jar msi lnk sh app apk hta wsf".split()  # noqa: SIM905
)
DRIVE = re.compile(r"[A-Za-z]:")
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


class ZipRefused(ImportRefused):
    """The zip itself is not to be trusted or not to be read; nothing of it was used."""


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """``ratio``: how many times larger than packed a part may become."""

    entries: int = 200
    unpacked: int = 500 * MEGABYTE
    ratio: int = 200


class SafeZip:
    """The parts of a zip by their path. ``open`` never gives more than the limits allow."""

    def __init__(self, package: zipfile.ZipFile, limits: ZipLimits):
        self._package = package
        self._limits = limits
        self._parts = _checked(package.infolist(), limits)
        self._unpacked: dict[str, int] = {}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._parts)

    def flatten(self) -> None:
        """Parts by their plain name: one folder around all of them is forgiven.

        For a zip of plain files only: raises ZipRefused for archives and programs in it.
        """
        parts = {n: i for n, i in self._parts.items() if not _is_clutter(n)}
        tops = {name.partition("/")[0] for name in parts}
        if len(tops) == 1 and all("/" in name for name in parts):
            parts = {name.partition("/")[2]: info for name, info in parts.items()}
        for name in parts:
            self._refuse_strangers(name, parts[name])
        if any("/" in name for name in parts):
            raise ZipRefused("zip_folders")
        if not parts:
            raise ZipRefused("zip_empty")
        self._parts = parts

    def open(self, name: str) -> io.BufferedReader:
        """The unpacked bytes. Raises KeyError, and ZipRefused also while it is read."""
        return io.BufferedReader(_Measured(self, name), 64 * 1024)

    def start(self, info: zipfile.ZipInfo | str) -> BinaryIO:
        """As Python reads it, without our measure."""
        wanted = self._parts[info] if isinstance(info, str) else info
        with _refusing(wanted.filename):
            return cast("BinaryIO", self._package.open(wanted))

    def count(self, name: str, unpacked: int) -> None:
        """Of ``name`` so many bytes were unpacked. Raises ZipRefused when it is too much."""
        limits, info = self._limits, self._parts[name]
        if unpacked > SMALL and unpacked > limits.ratio * max(info.compress_size, 1):
            raise ZipRefused("zip_bomb", file=shown(name))
        self._unpacked[name] = max(self._unpacked.get(name, 0), unpacked)
        if sum(self._unpacked.values()) > limits.unpacked:
            raise _too_large(limits)

    def _refuse_strangers(self, name: str, info: zipfile.ZipInfo) -> None:
        extension = PurePosixPath(name).suffix.lstrip(".").lower()
        with self.start(info) as stream, _refusing(name):
            head = stream.read(16)
        if extension in PROGRAMS or is_program(head):
            raise ZipRefused("zip_program", file=shown(name))
        if extension in NESTED or head.startswith(NESTED_SIGNATURES):
            raise ZipRefused("zip_nested", file=shown(name))


def check_zip_upload(file: BinaryIO, *, name: str, max_bytes: int) -> None:
    """Is it a zip, and one that may be opened? Raises ImportRefused; leaves ``file`` at its start.

    What is in it is looked at by who reads it.
    """
    check_size(file, max_bytes)
    extension = PurePath(name).suffix.lstrip(".").lower()
    _check_signature(head_of(file))
    if extension != "zip":
        raise ImportRefused("wrong_extension", found=shown(extension), expected="zip")
    with opened_zip(file) as package:
        package.flatten()


@contextmanager
def opened_zip(file: BinaryIO, limits: ZipLimits | None = None) -> Iterator[SafeZip]:
    """Raises ZipRefused, also half-way; leaves ``file`` at its start."""
    _check_signature(head_of(file))
    limits = limits or ZipLimits()
    try:
        with _refusing(""):
            package = zipfile.ZipFile(cast("BinaryIO", _Careful(file, limits)))
        with package:
            yield SafeZip(package, limits)
    finally:
        file.seek(0)


def _check_signature(head: bytes) -> None:
    if head.startswith(EMPTY_SIGNATURE):
        raise ZipRefused("zip_empty")
    if is_program(head):
        raise ZipRefused("program")
    if not head.startswith(SIGNATURE):
        raise ZipRefused("not_zip")


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Whatever a damaged zip makes Python say, it is the zip."""
    try:
        yield
    except ImportRefused:
        raise
    except UNREADABLE:
        if name:
            raise ZipRefused("zip_part_broken", file=shown(name)) from None
        raise ZipRefused("zip_broken") from None


def _checked(parts: list[zipfile.ZipInfo], limits: ZipLimits) -> dict[str, zipfile.ZipInfo]:
    """By path, folders left out."""
    if len(parts) > limits.entries:
        raise _too_many(limits)
    if sum(part.file_size for part in parts) > limits.unpacked:
        raise _too_large(limits)
    found: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for part in parts:
        path = _path_of(part)
        _refuse_special(part, path)
        if part.file_size > max(SMALL, limits.ratio * part.compress_size):
            raise ZipRefused("zip_bomb", file=shown(path))
        if path.endswith("/"):
            continue
        if path.casefold() in seen:
            raise ZipRefused("zip_twice", file=shown(path))
        seen.add(path.casefold())
        found[path] = part
    _refuse_overlaps(parts)
    return found


def _path_of(part: zipfile.ZipInfo) -> str:
    """With forward strokes. Raises ZipRefused for a path that leads out of the zip."""
    raw = part.orig_filename.replace("\\", "/")
    pieces = raw.split("/")
    if raw.startswith("/") or ".." in pieces or DRIVE.match(raw) or CONTROLS.search(raw):
        raise ZipRefused("zip_path", file=shown(raw))
    path = "/".join(piece for piece in pieces[:-1] if piece not in {"", "."})
    return f"{path}/{pieces[-1]}" if path else pieces[-1] or raw


def _refuse_special(part: zipfile.ZipInfo, path: str) -> None:
    kind = stat.S_IFMT(part.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise ZipRefused("zip_link", file=shown(path))
    if part.flag_bits & ENCRYPTED:
        raise ZipRefused("zip_encrypted")
    if part.compress_type not in METHODS:
        raise ZipRefused("zip_method", file=shown(path))


def _refuse_overlaps(parts: list[zipfile.ZipInfo]) -> None:
    """Parts that share bytes: a small zip that unpacks without end."""
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            raise ZipRefused("zip_bomb", file=shown(part.filename))
        end = part.header_offset + LOCAL_HEADER + part.compress_size


def _is_clutter(name: str) -> bool:
    """What the computer that packed it adds by itself."""
    return name.startswith(CLUTTER[0]) or PurePosixPath(name).name in CLUTTER[1:]


def _too_many(limits: ZipLimits) -> ZipRefused:
    return ZipRefused("zip_too_many", most=str(limits.entries))


def _too_large(limits: ZipLimits) -> ZipRefused:
    return ZipRefused("zip_too_large", megabytes=str(limits.unpacked // MEGABYTE))


class _Measured(io.RawIOBase):
    """One part, counted as it unpacks."""

    def __init__(self, package: SafeZip, name: str):
        self._package = package
        self._name = name
        self._stream = package.start(name)
        self._unpacked = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        with _refusing(self._name):
            data = self._stream.read(len(buffer))
        self._unpacked += len(data)
        self._package.count(self._name, self._unpacked)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Careful:
    """The file as ``zipfile`` sees it: no piece larger than a list of a decent zip."""

    def __init__(self, file: BinaryIO, limits: ZipLimits):
        self._file = file
        self._limits = limits

    def read(self, size: int = -1) -> bytes:
        if size > MOST_DIRECTORY:
            raise _too_many(self._limits)
        return self._file.read(size)

    def seek(self, *args: int) -> int:
        return self._file.seek(*args)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True
