"""Prepared requirements are those the YAML says, and a changed file is read anew."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from contract_kit import resources
from contract_kit.library import prepared
from contract_kit.library.packs import load_packs
from contract_kit.library.prepared import NAME, Prepared, text
from contract_kit.resources import bundled


def entries() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads((bundled("packs") / NAME).read_text())
    return found


def test_what_is_prepared_is_what_the_files_say(monkeypatch: pytest.MonkeyPatch) -> None:
    before = load_packs(bundled("packs"))
    monkeypatch.setattr(Prepared, "of", lambda *_: None)
    fresh = load_packs(bundled("packs"))
    assert text(before) == text(fresh)
    assert [one.by_id.keys() for one in before] == [one.by_id.keys() for one in fresh]


def test_most_requirements_are_prepared() -> None:
    folder = bundled("packs")
    found = entries()
    files = [path for path in folder.glob("*/*.yaml") if path.stem != "pack"]
    fresh = [
        path
        for path in files
        if found.get(f"{path.parent.name}/{path.stem}", {}).get("made_from")
        == Prepared(path.parent / "pack.yaml").made_from(path)
    ]
    assert len(files) >= 235
    assert len(fresh) > 0.5 * len(files), "run `nox -s prepare`"


def test_a_changed_file_is_not_taken_from_what_is_prepared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "packs"
    shutil.copytree(bundled("packs"), folder)
    for room in (resources, prepared):
        monkeypatch.setattr(room, "bundled", lambda _: folder)
    prepared._entries.cache_clear()
    file = folder / "gdpr-art28" / "gdpr-audit.yaml"
    file.write_text(file.read_text().replace("title: ", "title: Changed ", 1))
    try:
        found = next(one for one in load_packs(folder) if one.id == "gdpr-art28").by_id
    finally:
        prepared._entries.cache_clear()
    assert found["gdpr-audit"].title.startswith("Changed ")
