"""Where a scan's report goes, and what becomes of its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from contract_kit.cli.group import cli
from contract_kit.errors import LibraryError
from contract_kit.library.packs import load_packs
from contract_kit.resources import bundled

TEXT = "SERVICES AGREEMENT\n\nThe Provider shall deliver the Services to the Customer.\n"


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "contract.txt"
    path.write_text(TEXT)
    return path


def test_a_report_never_replaces_what_is_read(contract: Path, capsys) -> None:
    beside = contract.parent / "x" / ".." / contract.name
    (contract.parent / "x").mkdir()
    for output in (contract, beside):
        assert cli(["scan", str(contract), "-o", str(output)]) == 2
        assert "name another for the output" in capsys.readouterr().err
    assert contract.read_text() == TEXT


def test_a_folder_is_no_report(contract: Path, capsys) -> None:
    assert cli(["scan", str(contract), "-o", str(contract.parent)]) == 2
    assert f"{contract.parent}: this is a folder" in capsys.readouterr().err
    assert [one.name for one in contract.parent.iterdir()] == ["contract.txt"]


def test_what_was_not_read_is_said_beside_a_written_report(contract: Path, capsys) -> None:
    missing, report = contract.parent / "none.pdf", contract.parent / "report.txt"
    assert cli(["scan", str(contract), str(missing), "-o", str(report)]) == 2
    assert f"{missing}: not assessed: There is no such file." in capsys.readouterr().err
    assert "NOT ASSESSED" in report.read_text()


@pytest.mark.slow
def test_our_packs_pass_as_those_of_a_house(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.chdir(bundled("packs").parent)
    assert cli(["packs", "--test", "packs"]) == 0
    assert "as expected" in capsys.readouterr().err


def test_two_packs_have_no_requirement_of_one_name(tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    (house / "pack.yaml").write_text("id: house\ntitle: House\nsource: us\n")
    (house / "gdpr-audit.yaml").write_text("id: gdpr-audit\n")
    with pytest.raises(
        LibraryError, match=r"house.gdpr-audit.yaml:1: .*gdpr-art28.gdpr-audit.yaml"
    ):
        load_packs(bundled("packs"), tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shares work")
def test_processes_end_with_the_one_that_began_them() -> None:
    code = (
        "import os, sys, time; from contract_kit.workers import each; "
        "each(lambda _: (print(os.getpid(), flush=True), time.sleep(60)), [1, 2], [1, 1], 2)"
    )
    whole = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert whole.stdout is not None
    begun = [int(whole.stdout.readline()) for _ in range(2)]
    whole.send_signal(signal.SIGTERM)
    whole.wait(10)
    whole.stdout.close()
    for _ in range(100):
        if not any(alive(one) for one in begun):
            return
        time.sleep(0.05)
    raise AssertionError(begun)


def alive(process: int) -> bool:
    """Whether a process runs; one that ended may wait for somebody to ask how."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
