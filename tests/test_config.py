"""contract-kit.toml: found from a contract upward, honoured by commands, wrong ones refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_kit.cli.group import cli
from contract_kit.errors import UsageError
from contract_kit.repository import Project, find_project
from tests.conftest import EXAMPLES

CLAUSE = """---
id: gen.waiver
title: Waiver of the house
schedule: main
order: 350
version: 1
since: 0.1.0
---
## customer
1. House wording of the customer.
## balanced
1. House wording for both.
## provider
1. House wording of the provider.
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    house = tmp_path / "house" / "main"
    house.mkdir(parents=True)
    (house / "gen.waiver.md").write_text(CLAUSE)
    deals = tmp_path / "contracts" / "acme"
    deals.mkdir(parents=True)
    text = (EXAMPLES / "minimal.yaml").read_text().replace("  stance: balanced\n", "")
    (deals / "contract.yaml").write_text(text)
    return tmp_path


def configured(repository: Path, text: str) -> Path:
    (repository / "contract-kit.toml").write_text(text)
    return repository / "contracts" / "acme" / "contract.yaml"


def built(spec: Path, folder: Path, *options: str) -> str:
    assert cli(["build", str(spec), "-o", str(folder), "--format", "md", *options]) == 0
    return (folder / "contract.md").read_text()


def test_a_house_library_and_stance_are_used(repository: Path, tmp_path: Path) -> None:
    spec = configured(repository, 'library = ["house"]\nstance = "customer"\n')
    assert "House wording of the customer." in built(spec, tmp_path / "out")
    assert "House wording of the provider." in built(spec, tmp_path / "out", "--stance", "provider")


def test_a_stance_in_the_spec_comes_first(repository: Path, tmp_path: Path) -> None:
    spec = configured(repository, 'library = ["house"]\nstance = "customer"\n')
    text = spec.read_text()
    spec.write_text(text.replace("contract:\n", "contract:\n  stance: balanced\n", 1))
    assert "House wording for both." in built(spec, tmp_path / "out")


def test_fail_on_is_the_default_of_commands(repository: Path) -> None:
    spec = configured(repository, 'fail_on = "warning"\n')
    assert cli(["validate", str(spec)]) == 1
    assert cli(["validate", str(spec), "--fail-on", "error"]) == 0


def test_house_packs_are_listed(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = repository / "packs" / "house-rules"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("title: Rules of the house\nsource: us\n")
    configured(repository, 'packs = ["packs"]\n')
    monkeypatch.chdir(repository)
    assert cli(["packs"]) == 0
    assert "Rules of the house" in capsys.readouterr().out


def test_the_template_of_the_house_is_read(repository: Path, tmp_path: Path) -> None:
    spec = configured(repository, 'template = "house/letter.docx"\n')
    (repository / "house" / "letter.docx").write_bytes(b"no Word file")
    assert cli(["build", str(spec), "-o", str(tmp_path / "out"), "--format", "docx"]) == 2
    assert not (tmp_path / "out").exists()


def test_nothing_is_found_above_the_repository(repository: Path) -> None:
    inner = repository / "contracts" / "acme"
    (inner / ".git").mkdir()
    configured(repository, 'fail_on = "never"\n')
    assert find_project(inner) == Project()
    assert find_project(inner.parent).fail_on == "never"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('library = ["../elsewhere"]\n', "outside"),
        ('library = ["/etc"]\n', "outside"),
        ('packs = ["nowhere"]\n', "there is no “nowhere”"),
        ('\nfail_on = "sometimes"\n', "contract-kit.toml:2: fail_on"),
        ('libary = ["house"]\n', "unknown setting; choose from library"),
        ('library = "house"\n', "contract-kit.toml:1: library"),
        ("library = [\n", "contract-kit.toml: "),
        ("a = 1\n" * 20_000, "larger than"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(repository: Path, text: str, said: str) -> None:
    spec = configured(repository, text)
    with pytest.raises(UsageError) as caught:
        find_project(spec.parent)
    assert said in str(caught.value)
    assert cli(["validate", str(spec)]) == 2
