"""What commands print and write: UTF-8 anywhere, no control characters, files whole or not."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from contract_kit import report
from contract_kit.cli import files
from contract_kit.cli.files import write, write_all
from contract_kit.cli.group import cli
from contract_kit.errors import UsageError
from contract_kit.printable import on_one_line, printable, printable_json
from contract_kit.report import statement
from tests.conftest import EXAMPLES

MINIMAL = str(EXAMPLES / "minimal.yaml")
MEASURED = str(EXAMPLES / "measurements.csv")
FAULTS = Path(__file__).parent / "data" / "faults"
STEERING = ["\x1b", "\x07", "\x7f", "\x9b", "\x00", "\r", "\u202e", "\u2066", "\u200f", "\u061c"]
posix = pytest.mark.skipif(sys.platform == "win32", reason="no such file can be on Windows")


def process(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "contract_kit", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("one", [*STEERING, chr(0xD800), chr(0xDCFF)])
def test_what_steers_a_terminal_is_shown(one: str) -> None:
    shown = printable(f"a{one}b")
    assert shown.isprintable()
    assert "\\" in shown
    assert shown == on_one_line(f"a{one}b")
    assert json.loads(printable_json(json.dumps(f"a{one}b", ensure_ascii=False))) == f"a{one}b"
    assert printable_json(json.dumps(one, ensure_ascii=False)).isascii()


def test_ordinary_text_stays_as_it_is() -> None:
    text = "Zürich “99.5 %” – שלום\n\tand 合同"
    assert printable(text) == text
    assert on_one_line("a\nb\tc") == r"a\nb\tc"
    assert printable("é".encode().decode("ascii", "surrogateescape")) == "é"
    assert printable(b"\xff\x9b".decode("utf-8", "surrogateescape")) == r"\xff\x9b"


@pytest.mark.parametrize("name", ["esc_inject.md", "esc_title.md"])
@pytest.mark.parametrize("options", [[], ["--format", "json"]])
def test_nothing_in_a_contract_steers_the_terminal(
    name: str, options: list[str], monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    cli(["scan", str(FAULTS / name), *options])
    out = capsys.readouterr().out
    for code in ("\033[0m", "\033[1m", *(f"\033[{color}m" for color in (31, 33, 35))):
        out = out.replace(code, "")
    lines = out.replace("\033[32m✓\033[0m", "✓").replace("\033[32m✓", "✓").splitlines()
    assert all(line.isprintable() for line in lines)
    assert "characters that show nothing were taken out" in out or "invisible-letters" in out


NAMES = ["evil\x1b[31m.md", "a\nb.md", "-x.md", "\u202exdcod.md", "\udcff.md"]


@posix
@pytest.mark.parametrize("options", [[], ["--format", "json"], ["-o", "out.txt"], ["--as-one"]])
def test_nothing_in_a_name_steers_the_terminal(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        Path(name).write_text("SERVICES AGREEMENT\n\nThe Provider shall serve.\n", encoding="utf-8")
    cli(["scan", *options, "--jobs", "2", "--", *NAMES, *(f"none{name}" for name in NAMES)])
    shown = capsys.readouterr()
    written = "".join(one.read_text(encoding="utf-8") for one in Path().glob("out.*"))
    lines = (shown.out + shown.err + written).split("\n")
    assert all(line.isprintable() for line in lines)
    assert not any(line.startswith("b.md") for line in lines)


@posix
@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_a_name_that_is_refused_steers_the_terminal(name: str, capsys) -> None:
    for command in (["validate", "--", name], ["why", "--", name, "1"], ["explain", name], [name]):
        assert cli(command) == 2
        shown = capsys.readouterr()
        assert all(one.isprintable() for one in (shown.err + shown.out).split("\n"))


ENVIRONMENTS = [
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp1252"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]
COMMANDS = [
    ["--help"],
    ["validate", "é.yaml"],
    ["validate", MINIMAL],
    ["scan", "é.md"],
    ["why", "é.md", "1"],
    ["explain", "gdpr-audit"],
    ["explain", "sla.credits"],
    ["clauses"],
    ["packs"],
    ["schema", "report"],
    ["settle", MINIMAL, "é.csv"],
    ["nö-such-command"],
    ["scan", "é.md", "--jobs", "é"],
]


@pytest.mark.sampled(6)
@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: " ".join(one)[:20])
def test_output_is_utf8_whatever_the_locale(
    command: list[str], environment: dict[str, str], tmp_path: Path
) -> None:
    text = "SERVICES AGREEMENT\n\n1. “Größe”\n\nThe Provider – Zürich AG – shall serve.\n"
    (tmp_path / "é.md").write_text(text, encoding="utf-8")
    (tmp_path / "é.yaml").write_text("contract_kit: 1\nwhät: “é”\n", encoding="utf-8")
    (tmp_path / "é.csv").write_text("metric,möntҺ\n", encoding="utf-8")
    named = [str(tmp_path / one) if one.startswith("é.") else one for one in command]
    done = process(
        *[one.encode() if sys.platform != "win32" else one for one in named], **environment
    )
    assert done.returncode in {0, 1, 2}, done.stderr
    shown = (done.stdout + done.stderr).decode("utf-8")
    assert "Traceback" not in shown
    if command[1:2] in (["é.yaml"], ["é.md"]) and "--jobs" not in command:
        assert "é." in shown


def test_a_full_or_closed_output_is_no_bug() -> None:
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "contract_kit", "packs"],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert done.returncode == 2
        assert done.stderr.decode().count("\n") == 1


def test_every_format_has_an_ending() -> None:
    assert set(report.ENDINGS.values()) == set(report.FORMATS)
    assert set(statement.ENDINGS.values()) == set(statement.FORMATS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["scan", MINIMAL, "-o", "report.odt"], "choose from .txt, .json"),
        (["scan", MINIMAL, "-o", "report.txt", "--format", "json"], "leave one out"),
        (["settle", MINIMAL, "x.csv", "-o", "x.doc"], "choose from .txt, .json, .xlsx, .pdf"),
        (["settle", MINIMAL, "x.csv", "-o", "x.pdf", "--format", "xlsx"], "leave one out"),
        (["settle", MINIMAL, "x.csv", "--format", "ods"], "choose from text, json, xlsx, pdf"),
        (["build", MINIMAL, "-o", "contract.docx"], "names a folder"),
    ],
)
def test_the_ending_decides_the_format(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli(arguments) == 2
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@posix
def test_the_target_of_a_link_is_written_not_the_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    link.symlink_to("target.txt")
    write(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    target.unlink()
    write(link, b"anew")
    assert target.read_bytes() == b"anew"
    ring = tmp_path / "ring"
    ring.symlink_to("ring")
    with pytest.raises(OSError, match="symbolic links"):
        write(ring, b"")
    assert ring.is_symlink()


@posix
def test_devices_and_pipes_are_written_into(tmp_path: Path) -> None:
    write(Path("/dev/null"), b"gone")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write(pipe, b"through")
        assert reader.communicate()[0] == b"through"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    done = process("settle", MINIMAL, "x.csv", "-o", "/dev/full")
    assert b"there is no such file" in done.stderr


@posix
def test_output_may_be_appended_to_through_a_device(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"before\n")
    code = "from pathlib import Path; from contract_kit.cli.files import write; "
    code += "write(Path('/dev/stdout'), b'after')"
    with log.open("ab") as file:
        subprocess.run([sys.executable, "-c", code], stdout=file, check=True)
    assert log.read_bytes() == b"before\nafter"


def test_several_files_appear_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new, last = tmp_path / "old", tmp_path / "new", tmp_path / "last"
    old.write_bytes(b"before")
    real = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if target == last:
            raise OSError(28, "No space left on device")
        return real(path, target)

    monkeypatch.setattr(files.Path, "replace", replace)
    with pytest.raises(UsageError, match="last cannot be written: No space"):
        write_all({old: b"after", new: b"after", last: b"after"})
    assert old.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["old"]
    monkeypatch.undo()
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match="this is a folder"):
        write_all({old: b"after", tmp_path / "folder": b"after"})
    assert old.read_bytes() == b"before"
    write_all({old: b"after", new: b"after"})
    assert sorted(one.name for one in tmp_path.iterdir()) == ["folder", "new", "old"]
    assert new.read_bytes() == old.read_bytes() == b"after"


@posix
def test_a_file_keeps_its_rights_and_one_that_may_not_be_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    monkeypatch.setattr(files.os, "access", lambda *_: False)
    with pytest.raises(UsageError, match="may not be written"):
        write(path, b"newer")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("command", [["scan", MINIMAL], ["settle", MINIMAL, MEASURED]])
@pytest.mark.parametrize("place", ["new.json/", "new.json/.", "file/new.json", "file/a/new.json"])
def test_a_place_where_no_file_can_be_is_refused(
    command: list[str], place: str, tmp_path: Path, capsys
) -> None:
    (tmp_path / "file").write_bytes(b"kept")
    assert cli([*command, "-o", f"{tmp_path}/{place}"]) == 2
    said = capsys.readouterr().err
    assert ("is a folder" if place.startswith("new") else "is a file, no folder") in said
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("place", ["file", "file/", "file/in"])
def test_a_contract_is_not_built_into_a_file(place: str, tmp_path: Path, capsys) -> None:
    (tmp_path / "file").write_bytes(b"kept")
    assert cli(["build", MINIMAL, "--format", "md", "-o", f"{tmp_path}/{place}"]) == 2
    assert "is a file, no folder" in capsys.readouterr().err
    assert cli(["build", MINIMAL, "--format", "md", "-o", f"{tmp_path}/new/"]) == 0
    assert (tmp_path / "new" / "minimal.md").is_file()


def test_what_is_read_is_never_written(tmp_path: Path, capsys) -> None:
    spec = tmp_path / "contract.md"
    spec.write_bytes(Path(MINIMAL).read_bytes())
    before = spec.read_bytes()
    months = tmp_path / "months.txt"
    months.write_text("metric,month\n", encoding="utf-8")
    assert cli(["build", str(spec), "--format", "md", "-o", str(tmp_path)]) == 2
    assert cli(["settle", MINIMAL, str(months), "-o", str(months)]) == 2
    assert cli(["scan", MINIMAL, "--spec", str(months), "-o", str(months)]) == 2
    assert capsys.readouterr().err.count("is a file to read") == 3
    assert spec.read_bytes() == before
    assert months.read_text(encoding="utf-8") == "metric,month\n"


@posix
def test_a_spec_may_come_through_a_pipe() -> None:
    command = f"{sys.executable} -m contract_kit validate <(cat {MINIMAL})"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
