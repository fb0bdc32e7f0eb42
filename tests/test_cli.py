"""The command line: exit codes, what goes where, and files written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from contract_kit.cli.group import COMMANDS, cli
from tests.conftest import EXAMPLES

SUPPORT = str(EXAMPLES / "support.yaml")
MINIMAL = str(EXAMPLES / "minimal.yaml")
VENDOR = str(EXAMPLES / "vendor_agreement.docx")

posix = pytest.mark.skipif(sys.platform == "win32", reason="no such signals on Windows")


def run(*arguments: str) -> int:
    return cli(list(arguments))


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "contract_kit", *arguments],
        env={**os.environ, **environment},
        cwd=EXAMPLES.parent,
        capture_output=True,
        check=False,
    )


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(name, "--help") == 0
    assert len(capsys.readouterr().out) > 100


def test_help_imports_nothing_heavy() -> None:
    code = "import contract_kit.cli.group, sys; print(*sys.modules)"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    loaded = set(shown.split())
    assert not loaded & {
        "pydantic",
        "ruamel.yaml",
        "lxml",
        "spacy",
        "reportlab",
        "jinja2",
        "numpy",
        "babel",
    }


def test_a_good_spec_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("validate", SUPPORT) == 0
    shown = capsys.readouterr()
    assert [line.rpartition("[")[2] for line in shown.out.splitlines()] == ["V39]", "V40]", "V29]"]
    assert "0 errors, 3 warnings" in shown.err
    assert run("validate", SUPPORT, "--fail-on", "warning") == 1


def test_mistakes_are_findings_for_validate_and_a_refusal_for_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(
        Path(MINIMAL).read_text(encoding="utf-8").replace("target: 99.8", "target: many"),
        encoding="utf-8",
    )
    assert run("validate", str(path)) == 1
    assert f"{path}:" in capsys.readouterr().out
    assert run("build", str(path), "-o", str(tmp_path / "out")) == 2
    assert "many" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_spec_comes_from_standard_input() -> None:
    code = "from contract_kit.cli import main; main(['validate', '-'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=Path(MINIMAL).read_bytes(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", SUPPORT, "--format", "odt"], "unknown format"),
        (["build", "no-such.yaml"], "there is no such file"),
        (["build", str(EXAMPLES)], "folder"),
        (["scan", VENDOR, "--format", "xml"], "no report format"),
        (["scan", VENDOR, "--pack", "gdpr"], "there is no pack"),
        (["scan", VENDOR, "--assume", "moon"], "unknown condition"),
        (["explain", "sla.credit"], "did you mean 'sla.credits'"),
        (["why", SUPPORT, "99.9"], "nothing is printed at"),
        (["valdate", SUPPORT], "did you mean 'validate'"),
        (["validate"], "SPECS"),
    ],
)
def test_a_senseless_request_is_refused(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    shown = capsys.readouterr()
    assert words in shown.err
    assert "Traceback" not in shown.err


def test_builds_are_byte_identical(tmp_path: Path) -> None:
    hashes = []
    for number, (seed, zone) in enumerate([("1", "UTC"), ("77", "Asia/Manila")]):
        out = tmp_path / str(number)
        done = process(
            "build",
            SUPPORT,
            "-o",
            str(out),
            "--format",
            "docx,pdf,md,html",
            PYTHONHASHSEED=seed,
            TZ=zone,
        )
        assert done.returncode == 0, done.stderr
        hashes.append(
            {
                path.name: hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted(out.iterdir())
            }
        )
    assert hashes[0] == hashes[1]
    assert set(hashes[0]) == {"support.docx", "support.pdf", "support.md", "support.html"}


def test_a_file_that_cannot_be_read_is_not_clean_and_stops_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "noise.docx").write_bytes(bytes(range(256)) * 40)
    code = run(
        "scan",
        str(tmp_path / "empty.txt"),
        VENDOR,
        str(tmp_path / "noise.docx"),
        "gone.pdf",
        "--format",
        "json",
    )
    assert code == 2
    documents = json.loads(capsys.readouterr().out)["documents"]
    causes = [one.get("not_assessed", {}).get("cause") for one in documents]
    assert causes[:2] + causes[3:] == ["empty", None, "missing"]
    assert causes[2] in {"corrupt", "not-text"}
    assert len(documents[1]["requirements"]) > 30


def test_scan_gives_findings_their_severity_and_evidence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("scan", VENDOR, "--pack", "gdpr-art28", "--format", "json") == 1
    document = json.loads(capsys.readouterr().out)["documents"][0]
    found = {one["id"]: one for one in document["requirements"]}
    assert len(found) == 26
    assert found["gdpr-instructions"]["status"] == "satisfied"
    assert "only on documented instructions" in found["gdpr-instructions"]["evidence"][0]["quote"]
    assert found["gdpr-audit"]["status"] == "absent"
    assert found["gdpr-transfers"]["status"] == "unclear"
    late = [one for one in document["findings"] if one["id"].startswith("gdpr-breach-notice.")]
    assert late[0]["severity"] == "error"
    assert "96" in late[0]["message"]
    cures = {cure["clause"] for one in document["findings"] for cure in one["cure"]}
    assert {"dp.audit", "dp.subprocessors"} <= cures


def test_several_files_are_read_at_once_as_they_are_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    markdown = EXAMPLES / "vendor_agreement.md"
    files = [VENDOR, str(markdown), str(tmp_path / "copy.docx"), str(tmp_path / "absent.docx")]
    Path(files[2]).write_bytes(Path(VENDOR).read_bytes())

    def scanned(*arguments: str) -> list[dict[str, object]]:
        run("scan", *arguments, "--pack", "gdpr-art28", "--format", "json")
        found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["documents"]
        return found

    together = scanned(*files, "--jobs", "2")
    assert [one["path"] for one in together] == files
    assert together == [document for name in files for document in scanned(name)]


def test_the_first_screen_of_the_text_report_is_the_verdict_by_topic(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("scan", VENDOR, "--pack", "gdpr-art28") == 1
    lines = capsys.readouterr().out.splitlines()
    screen = "\n".join(lines[:30])
    assert "of 26 that apply" in screen
    assert "Sub-processors" in screen
    assert not any(word in "\n".join(lines).lower() for word in ("compliant", "\033["))
    assert max(map(len, lines)) <= 100


def test_a_report_goes_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "deep" / "report.json"
    assert run("scan", VENDOR, "--format", "json", "-o", str(out), "--fail-on", "never") == 0
    assert json.loads(out.read_text(encoding="utf-8"))["version"] == 1
    assert capsys.readouterr().out == ""


def test_why_leads_from_a_number_to_the_spec(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("build", SUPPORT, "-o", str(tmp_path), "--format", "docx") == 0
    line = next(
        number
        for number, text in enumerate(
            Path(SUPPORT).read_text(encoding="utf-8").splitlines(), start=1
        )
        if "at_risk:" in text
    )
    capsys.readouterr()
    for file in (SUPPORT, str(tmp_path / "support.docx")):
        assert run("why", file, "Schedule 2, 7.2") == 0
        shown = capsys.readouterr().out
        assert "sla.credits" in shown
        assert "service_levels.credits.at_risk" in shown
        assert str(line) in shown
        assert "Service credits [sla.credits], version 3, wording balanced" in shown
        assert "meets bpo-credits: " in shown
    word = str(tmp_path / "support.docx")
    assert run("why", word, "Schedule 2, 7.2", "--spec", SUPPORT) == 0
    value = f"{SUPPORT}:{line}: service_levels.credits.at_risk: 12 percent of monthly_charges"
    assert value in capsys.readouterr().out
    assert run("why", word, "1.1", "--spec", MINIMAL) == 2
    assert "another spec" in capsys.readouterr().err
    assert run("why", VENDOR, "5.2") == 0
    assert "paragraph" in capsys.readouterr().out


def test_why_tells_how_to_ask_for_a_paragraph_of_a_schedule(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("why", SUPPORT, "7.2") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("7.2: ")
    assert "ask for it as “Schedule 1, 7.2”" in shown
    assert run("why", SUPPORT, "Schedule 2") == 0
    assert "ask for example for “Schedule 2, 1”" in capsys.readouterr().out
    for file in (SUPPORT, VENDOR):
        assert run("why", file, "99.1") == 2
        assert "the main agreement runs from 1 to " in capsys.readouterr().err


def test_why_names_the_lines_that_filled_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("why", SUPPORT, "Schedule 3, 1") == 0
    shown = capsys.readouterr().out
    assert "pricing.charges.voice" in shown
    assert "filled by nothing" not in shown
    assert shown.count("clause Charges [fee.charges]") == 1


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("v9", "V09 "),
        ("v19", "V19 "),
        ("SLA.Credits", "sla.credits — "),
        ("GDPR_audit", "gdpr-audit"),
    ],
)
def test_explain_takes_ids_as_people_write_them(
    id_: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", id_) == 0
    assert capsys.readouterr().out.startswith(words)


def test_explain_tells_what_a_condition_means(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "GDPR") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("gdpr — a condition: the GDPR of the EU or the UK applies")
    assert "--assume gdpr\nDeny it: --assume no-gdpr" in shown
    assert "--pack gdpr-art28" in shown
    assert "gdpr-audit" in shown
    assert run("explain", "gdpr-audit") == 0
    assert "Applies when: gdpr (the GDPR of" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("id_", "words"),
    [("sla.credit", "'sla.credits'"), ("creditz", "'sla.credits'"), ("v99", "'V95'")],
)
def test_explain_names_what_is_near(
    id_: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", id_) == 2
    assert f"did you mean {words}" in capsys.readouterr().err


@pytest.mark.parametrize("head", ["", "# a comment\n\n---\n"])
def test_a_spec_is_not_scanned(
    head: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text(head + Path(SUPPORT).read_text(encoding="utf-8"), encoding="utf-8")
    assert run("scan", str(path)) == 2
    shown = " ".join(capsys.readouterr().out.split())
    assert "It is a spec: build it first" in shown
    assert f"contract-kit validate {path}" in shown


@pytest.mark.parametrize(
    ("id_", "words"),
    [("V19", "ascend"), ("sla.credits", "== provider"), ("gdpr-audit", "Clauses that meet it: ")],
)
def test_explain_shows_rules_clauses_and_requirements(
    id_: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", id_) == 0
    assert words in capsys.readouterr().out


def test_a_bug_is_reported_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("contract_kit.library.load_library", lambda *folders: 1 / 0)
    assert run("clauses") == 70
    assert "a bug: ZeroDivisionError" in capsys.readouterr().err


@posix
@pytest.mark.parametrize("everybody", [True, False])
def test_an_interrupted_scan_ends_without_a_word(everybody: bool, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "contract_kit", "scan", str(pipe), VENDOR, "--jobs", "2"]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's "&" ignores it
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    signal.signal(signal.SIGINT, before)
    with pipe.open("wb"):  # a process has come as far as reading it
        (os.killpg if everybody else os.kill)(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err.strip()) == (130, b"", b"")


def test_colour_only_where_it_is_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    run("scan", VENDOR, "--pack", "gdpr-art28")
    assert "\033[31m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    run("scan", VENDOR, "--pack", "gdpr-art28")
    assert "\033[" not in capsys.readouterr().out
