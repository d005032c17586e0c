"""Zip files made by ourselves: decent ones, and ones that no decent program makes."""

import io
import stat
import zipfile


def zip_file(parts: dict[str, str | bytes], *, method=zipfile.ZIP_DEFLATED) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    file.seek(0)
    return file


def with_link(name: str, target: str) -> io.BytesIO:
    """A zip whose only part is a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(info, target)
    file.seek(0)
    return file


def patched(file: io.BytesIO, signature: bytes, offset: int, value: bytes) -> io.BytesIO:
    """``value`` written ``offset`` bytes after each ``signature``: PK\\1\\2 is a line of the list,
    PK\\3\\4 the head of a part."""
    data = bytearray(file.getvalue())
    start = data.find(signature)
    while start >= 0:
        data[start + offset : start + offset + len(value)] = value
        start = data.find(signature, start + 4)
    return io.BytesIO(bytes(data))


def encrypted(file: io.BytesIO) -> io.BytesIO:
    return patched(patched(file, b"PK\1\2", 8, b"\1\0"), b"PK\3\4", 6, b"\1\0")


def lying_about_size(file: io.BytesIO, size: int) -> io.BytesIO:
    """The list says that each part unpacks to ``size`` bytes."""
    return patched(file, b"PK\1\2", 24, size.to_bytes(4, "little"))


def overlapping(copies: int, content: bytes = b"0" * 1000) -> io.BytesIO:
    """Many lines in the list, all of the same bytes."""
    data = zip_file({"a.csv": content}).getvalue()
    start, end = data.find(b"PK\1\2"), data.find(b"PK\5\6")
    line, tail = data[start:end], bytearray(data[end:])
    lines = b"".join(line.replace(b"a.csv", f"{number:05}".encode()) for number in range(copies))
    tail[8:12] = copies.to_bytes(2, "little") * 2
    tail[12:16] = len(lines).to_bytes(4, "little")
    return io.BytesIO(data[:start] + lines + bytes(tail))
