"""What is prepared is what the files say, and a changed file is read anew."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from contract_kit import resources
from contract_kit.library import claims, load_library, packs, prepared
from contract_kit.library.packs import load_packs
from contract_kit.library.prepared import NAME
from contract_kit.library.preparing import clause_lines, pack_lines, plain
from contract_kit.resources import bundled


def test_what_is_prepared_is_what_the_files_say(monkeypatch: pytest.MonkeyPatch) -> None:
    before = load_packs(bundled("packs"))
    monkeypatch.setattr(packs.Prepared, "of", lambda *_: None)
    fresh = load_packs(bundled("packs"))
    for one, other in zip(before, fresh, strict=True):
        assert one.by_id.keys() == other.by_id.keys()
        assert plain(one.conditions) == plain(other.conditions)
        assert plain(one.requirements) == plain(other.requirements)
        assert plain(one) | {"read": 0} == plain(other) | {"read": 0}


@pytest.mark.parametrize(
    ("folder", "made", "least"), [("packs", pack_lines, 246), ("clauses", clause_lines, 170)]
)
def test_most_files_are_prepared(folder, made, least) -> None:
    path = bundled(folder)
    known = (path / NAME).read_text().splitlines()
    lines = made(path).splitlines()
    assert len(lines) >= least
    assert len(set(lines) & set(known)) > 0.5 * len(lines), "run `nox -s prepare`"


def test_claims_are_those_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = claims.claimed(bundled("clauses"))
    monkeypatch.setattr(claims.Prepared, "of", lambda *_: None)
    assert ready == claims.claimed(bundled("clauses")) == load_library().claimed
    assert list(ready["gdpr-breach-notice"]) == load_library().claimants("gdpr-breach-notice")


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of our packs that counts as ours."""
    folder = tmp_path / "packs"
    shutil.copytree(bundled("packs"), folder)
    monkeypatch.setattr(resources, "bundled", lambda _: folder)
    return folder


def test_a_changed_file_is_not_taken_from_what_is_prepared(changed: Path) -> None:
    file = changed / "gdpr-art28" / "gdpr-audit.yaml"
    file.write_text(file.read_text().replace("title: ", "title: Changed ", 1))
    found = next(one for one in load_packs(changed) if one.id == "gdpr-art28").by_id
    assert found["gdpr-audit"].title.startswith("Changed ")


def test_a_changed_head_is_read_with_all_that_depends_on_it(changed: Path) -> None:
    head = changed / "gdpr-art28" / "pack.yaml"
    head.write_text(head.read_text().replace("title: ", "title: Changed ", 1))
    pack = next(one for one in load_packs(changed) if one.id == "gdpr-art28")
    assert pack.title.startswith("Changed ")
    ready = prepared.Prepared(changed, packs._MADE_BY, head)
    assert ready.of(changed / "gdpr-art28" / "gdpr-audit.yaml") is None
    assert "gdpr-audit" in pack.by_id


def test_a_broken_line_is_no_line(changed: Path) -> None:
    for pack in changed.iterdir():
        if pack.is_dir() and pack.name not in ("gdpr-chapter5", "ccpa-service-provider"):
            shutil.rmtree(pack)
    (changed / NAME).write_bytes(b"\xff\xfe nothing\n")
    prepared._lines.cache_clear()
    assert len(load_packs(changed)) == 2


def test_a_scan_needs_neither_yaml_nor_pydantic(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("SERVICES AGREEMENT\n\nThe Provider shall deliver the Services.\n" * 3)
    code = (
        "import sys; from contract_kit.cli.group import cli; cli(sys.argv[1:]); "
        "print(sorted({'pydantic', 'ruamel.yaml', 'jinja2', 'docx'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", code, "scan", str(text)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"
