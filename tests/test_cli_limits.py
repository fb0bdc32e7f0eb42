"""Nothing that one file does costs the others of a call their report."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from contract_kit import read as readers
from contract_kit import workers
from contract_kit.cli.group import cli
from contract_kit.errors import LibraryError
from tests.conftest import EXAMPLES

MINIMAL = str(EXAMPLES / "minimal.yaml")
VENDOR = str(EXAMPLES / "vendor_agreement.md")
TEXT = "SERVICES AGREEMENT\n\nThe Provider shall deliver the Services to the Customer.\n"
linux = pytest.mark.skipif(sys.platform != "linux", reason="a copy of this process knows the trap")


def causes(*arguments: str, capsys: pytest.CaptureFixture[str]) -> list[str | None]:
    """Why each file of a scan was not assessed; None for those that were."""
    capsys.readouterr()
    assert cli(["scan", "--format", "json", *arguments]) == 2
    shown = capsys.readouterr()
    assert "Traceback" not in shown.err
    documents = json.loads(shown.out)["documents"]
    return [one.get("not_assessed", {}).get("cause") for one in documents]


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.md"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


@pytest.fixture
def bad(tmp_path: Path) -> str:
    path = tmp_path / "bad.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def fails_with(error: BaseException):
    def trap(*_: object, **__: object) -> None:
        raise error

    return trap


def deep(*_: object, **__: object) -> None:
    deep()


def crash(*_: object, **__: object) -> None:
    os._exit(3)


def hang(*_: object, **__: object) -> None:
    time.sleep(60)


def hoard(*_: object, **__: object) -> None:
    bytearray(2000 * 2**20)


TRAPS = {
    "bug": (fails_with(ZeroDivisionError("no")), "program-error"),
    "too deep": (deep, "program-error"),
    "crash": (crash, "reader-ended"),
    "hang": (hang, "time-limit"),
    "memory": (hoard, "memory-limit"),
    "no memory": (fails_with(MemoryError()), "memory-limit"),
    "system": (fails_with(OSError(5, "Input/output error")), "program-error"),
}
LIMITS = ("--time-limit", "5", "--memory-limit", "300")


@linux
@pytest.mark.parametrize("name", TRAPS)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_that_makes_the_reader_fail_is_not_assessed(
    name: str, jobs: str, bad: str, good: str, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    trap, cause = TRAPS[name]
    set_trap(monkeypatch, trap)
    found = causes(good, bad, "--jobs", jobs, *LIMITS, capsys=capsys)
    assert found == [None, cause]


def set_trap(monkeypatch: pytest.MonkeyPatch, trap) -> None:
    """Let the reader of text files fall into it."""
    real = readers.sniff
    monkeypatch.setattr(
        readers, "sniff", lambda data, name: trap() if name.endswith(".txt") else real(data, name)
    )


@linux
@pytest.mark.parametrize("name", ["bug", "crash", "memory"])
def test_judging_is_guarded_as_reading_is(
    name: str, bad: str, good: str, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    trap, cause = TRAPS[name]
    monkeypatch.setattr("contract_kit.scan.scan", trap)
    assert causes(bad, *LIMITS, capsys=capsys) == [cause]
    assert causes(bad, good, "--as-one", *LIMITS, capsys=capsys) == [cause, cause]


@linux
def test_a_report_that_cannot_be_drawn_costs_its_file_alone(
    bad: str, good: str, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    from contract_kit.report import text

    real = text.render

    def render(report, packs, *, color=False):
        if report.documents[0].path == bad and not report.documents[0].not_assessed:
            raise ZeroDivisionError
        return real(report, packs, color=color)

    monkeypatch.setattr(text, "render", render)
    assert cli(["scan", bad, good]) == 2
    shown = capsys.readouterr().out
    assert "NOT ASSESSED (program-error)" in shown
    assert "that apply" in shown


@linux
def test_a_set_is_judged_without_the_file_that_failed(
    bad: str, good: str, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    set_trap(monkeypatch, hang)
    found = causes(good, bad, "--as-one", "--time-limit", "3", capsys=capsys)
    assert found == [None, "time-limit"]


@linux
def test_a_mistake_in_the_packs_is_no_files(
    bad: str, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setattr("contract_kit.scan.scan", fails_with(LibraryError("house.yaml:3: wrong")))
    assert cli(["scan", bad]) == 2
    assert "contract-kit: house.yaml:3: wrong" in capsys.readouterr().err


def test_what_is_no_readable_file_is_not_assessed(tmp_path: Path, capsys) -> None:
    names = [str(tmp_path), "x" * 5000, "none\0.docx", str(tmp_path / "none.md"), f"{VENDOR}/x.md"]
    found = causes(*names, VENDOR, capsys=capsys)
    assert found[1] in {"not-readable", "missing"}
    assert found[:1] + found[2:] == ["not-readable", "missing", "missing", "missing", None]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such devices")
def test_devices_and_pipes_end_at_a_limit(tmp_path: Path, good: str, capsys) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    found = causes(str(pipe), "/dev/zero", good, "--time-limit", "3", capsys=capsys)
    assert found == ["time-limit", "too-large", None]
    assert cli(["validate", "/dev/zero"]) == 2
    assert cli(["why", "/dev/zero", "1"]) == 2
    assert "larger than" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may read everything")
def test_a_file_without_permission_is_not_assessed(bad: str, capsys) -> None:
    Path(bad).chmod(0)
    assert causes(bad, VENDOR, capsys=capsys) == ["not-readable", None]
    assert cli(["validate", bad]) == 2
    assert f"{bad}: Permission denied" in capsys.readouterr().err


@linux
def test_the_system_may_refuse_a_file(bad: str, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    real = Path.open

    def refuse(path: Path, *arguments: object, **options: object) -> object:
        return (
            fails_with(PermissionError(13, "No"))()
            if str(path) == bad
            else real(path, *arguments, **options)
        )

    monkeypatch.setattr("contract_kit.cli.files.Path.open", refuse)
    assert causes(bad, capsys=capsys) == ["not-readable"]
    assert cli(["validate", bad]) == 2
    assert f"{bad}: No" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_limits_stand_in_the_settings(
    bad: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    (tmp_path / "contract-kit.toml").write_text("time_limit = 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli(["scan", str(pipe)]) == 2
    assert "The limit is 1 seconds" in capsys.readouterr().out
    (tmp_path / "contract-kit.toml").write_text("memory_limit = -1\n", encoding="utf-8")
    assert cli(["scan", bad]) == 2
    assert "contract-kit.toml:1: memory_limit" in capsys.readouterr().err


def test_processes_that_are_no_copies_say_the_same(
    bad: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    shutil.copy(VENDOR, tmp_path / "copy.md")
    calls = (
        ["scan", VENDOR, bad, str(tmp_path / "copy.md"), "--jobs", "2", "--pack", "gdpr-art28"],
        ["scan", VENDOR, bad, "--as-one", "--assume", "gdpr", "--spec", MINIMAL],
    )
    for call in calls:
        shown = []
        for start in (workers.START, "spawn"):
            monkeypatch.setattr(workers, "START", start)
            shown.append((cli([*call]), capsys.readouterr().out))
        assert shown[0] == shown[1]
        assert "that apply" in shown[0][1]
