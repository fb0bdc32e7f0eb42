"""Reading and writing files for commands: whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from contract_kit.errors import UnreadableError, UsageError
from contract_kit.printable import on_one_line

MAX_SPEC_BYTES = 2_000_000
MAX_CONTRACT_BYTES = 50_000_000
_PREFIX = ".contract-kit-"
_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d+)")


def write(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one step, so that no partial file is ever seen."""
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write several files: all of them or, where one cannot be written, none.

    The target of a link is written, not the link replaced. Devices and pipes are written into.
    """
    staged: dict[Path, Path] = {}
    with ExitStack() as stack:
        for path, content in contents.items():
            refuse_place(path)
            if not _is_stream(path):
                target = path.resolve()
                with _blaming(path):
                    staged[target] = _staged(target, content)
                stack.callback(staged[target].unlink, missing_ok=True)
        for path, content in contents.items():
            if _is_stream(path):
                _write_into(path, content)
        _replace_all(staged)


def refuse_place(path: Path) -> None:
    """Refuse a folder, and what would have to lie within a file."""
    if path.is_dir():
        raise UsageError(f"{shown(path)}: this is a folder; name a file in it")
    above = next((one for one in path.parents if one.is_file()), None)
    if above is not None:
        raise UsageError(f"{shown(path)}: {shown(above)} is a file, no folder; name another place")


def _descriptor(path: Path | str) -> int | None:
    """The number of the open file of this process that a path stands for."""
    found = _DESCRIPTOR.fullmatch(str(path))
    return int(found[1]) if found else _STREAMS.get(str(path))


def _is_stream(path: Path) -> bool:
    """Whether bytes are written into what is there, a device or a pipe, instead of a new file."""
    found = _stat(path)
    there = found is not None and not stat.S_ISREG(found.st_mode)
    return there or _descriptor(path) is not None


def _write_into(path: Path, content: bytes) -> None:
    number = _descriptor(path)
    with _blaming(path):
        file = path.open("wb") if number is None else os.fdopen(number, "wb", closefd=False)
        with file:
            file.write(content)


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    """Name the file in what the system refuses; a reader who went away is no mistake."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        said = error.strerror or str(error)
        raise UsageError(f"{shown(path)} cannot be written: {said}") from None


def _staged(target: Path, content: bytes) -> Path:
    """A new file beside `target` that holds the content, with the rights `target` has."""
    found = _stat(target)
    if found is not None and not os.access(target, os.W_OK):
        raise UsageError(f"{shown(target)}: the file may not be written; name another")
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=_PREFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(stat.S_IMODE(found.st_mode) if found else 0o666 & ~_mask())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _replace_all(staged: Mapping[Path, Path]) -> None:
    """Put each staged file in its place; if that fails for one, put back what was there."""
    kept = {target: _copy(target) for target in staged if len(staged) > 1 and target.exists()}
    done: list[Path] = []
    try:
        for target, new in staged.items():
            with _blaming(target):
                new.replace(target)
            done.append(target)
    except BaseException:
        for target in done:
            kept[target].replace(target) if target in kept else target.unlink()
        raise
    finally:
        for copy in kept.values():
            copy.unlink(missing_ok=True)


def _copy(target: Path) -> Path:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=_PREFIX)
    os.close(handle)
    return Path(shutil.copy2(target, name))


def _stat(path: Path) -> os.stat_result | None:
    """What the system says of a file; nothing if there is none."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None
    except ValueError:
        raise UsageError(f"{shown(path)}: no file can have this name") from None


def shown(path: Path | str) -> str:
    """A path as messages name it: on one line, whatever its name holds."""
    return on_one_line(str(path))


def format_of(output: Path | None, given: str | None, endings: Mapping[str, str]) -> str:
    """The format to write: as the ending of `output` says, else as `given`, else the first.

    `endings` gives the format for each ending. Raises `UsageError` for an ending that no format
    has, and where the ending says another format than `given`.
    """
    formats = list(dict.fromkeys(endings.values()))
    if given is not None and given not in formats:
        raise UsageError(f"there is no report format '{given}'; choose from {', '.join(formats)}")
    ending = _ending(output) if output and not _is_stream(output) else ""
    if not ending:
        return given or formats[0]
    if ending not in endings:
        raise UsageError(
            f"--output {shown(str(output))}: no format ends in '{ending}'; "
            f"choose from {', '.join(endings)}"
        )
    if given not in {None, endings[ending]}:
        raise UsageError(
            f"--output {shown(str(output))} ends as {endings[ending]}, --format asks for {given}; "
            "leave one out"
        )
    return endings[ending]


def _ending(path: Path) -> str:
    """The ending of a file's name, in lower case; a name that is nothing else ends so, too."""
    return (path.suffix or (path.name if path.name.startswith(".") else "")).lower()


def refuse_inputs(outputs: Iterable[Path], inputs: Iterable[str | Path | None]) -> None:
    """Refuse to write over a file that is read."""
    read = [Path(one) for one in inputs if one not in {None, "-"}]
    for output in outputs:
        if any(same_file(output, one) for one in read):
            raise UsageError(f"{shown(output)} is a file to read; name another for the output")


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths are one regular file."""
    try:
        return one.is_file() and other.is_file() and one.samefile(other)
    except OSError:
        return False


def read_bytes(name: str, *, limit: int) -> bytes:
    """The bytes of a file, or of standard input for `-`; refuses more than `limit`."""
    content = _read_path(name, limit + 1)
    if len(content) > limit:
        raise UsageError(f"{shown(name)}: the file is larger than {limit:,} bytes")
    return content


def _read_path(name: str, count: int) -> bytes:
    path = Path(name)
    try:
        with path.open("rb") if name != "-" else _standard_input() as file:
            return file.read(count)
    except (FileNotFoundError, ValueError):
        raise UsageError(f"{shown(name)}: there is no such file") from None
    except OSError as error:
        if path.is_dir():
            raise UsageError(f"{shown(name)}: this is a folder; name the files in it") from None
        raise UsageError(f"{shown(name)}: {error.strerror or error}") from None


def _standard_input() -> IO[bytes]:
    return os.fdopen(0, "rb", closefd=False)


def size(name: str) -> int:
    """The bytes of a file; none for what is no regular file or cannot be asked."""
    try:
        found = Path(name).stat()
    except (OSError, ValueError):
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def is_inherited(name: str) -> bool:
    """Whether only this process can read it: standard input, or a file its shell opened."""
    return name == "-" or _descriptor(name) is not None


def read_foreign(name: str, limit: int = MAX_CONTRACT_BYTES) -> bytes:
    """The bytes of a contract (`-`: standard input).

    Raises `UnreadableError` with the cause why it has none.
    """
    try:
        path = Path(name)
        if path.is_dir():
            raise UnreadableError("not-readable", "It is a folder; name the files in it.")
        with path.open("rb") if name != "-" else _standard_input() as file:
            content = file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise UnreadableError("missing") from None
    except OSError as error:
        raise UnreadableError("not-readable", f"{error.strerror or error}.") from None
    if len(content) > limit:
        raise UnreadableError("too-large", f"{limit:,} bytes are the limit.")
    return content
