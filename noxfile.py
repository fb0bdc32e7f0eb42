"""Checks and longer runs; `nox -l` lists them. Sessions install what requirements/dev.txt pins."""

from __future__ import annotations

import os
from pathlib import Path

import nox

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)
OLDEST, NEWEST = PYTHONS[0], PYTHONS[-1]
LOCK = "requirements/dev.txt"
nox.options.sessions = ["lint", "types", f"tests-{OLDEST}", f"tests-{NEWEST}", "wheel"]
nox.options.reuse_existing_virtualenvs = True


def install(session: nox.Session, *more: str) -> None:
    """Install the locked development packages, the project as it lies here, and `more`."""
    session.install("--require-hashes", "-r", LOCK)
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    if more:
        session.install(*more)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, docstrings, the layers of the architecture, and what is declared against imports."""
    install(session)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")
    session.run("deptry", "contract_kit")
    session.run("deptry", "tests", "training", "benchmarks", "docs", "--ignore", "DEP002,DEP004")


@nox.session
def types(session: nox.Session) -> None:
    """Mypy in strict mode."""
    install(session)
    session.run("mypy")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The test suite; a Python that is not there is skipped, except where CI is set."""
    install(session)
    session.run("pytest", "-q", "-n", "auto", "-m", "not slow", *session.posargs)


@nox.session
def smoke(session: nox.Session) -> None:
    """What a user does first, in less than a minute."""
    install(session)
    session.run("pytest", "-q", "-n", "auto", "-m", "smoke", *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """Thousands of damaged and hostile files; `-- --count 500 --seed 2` for others."""
    install(session)
    session.run("python", "-m", "tests.mutants", *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Write requirements/dev.txt anew; `-- --upgrade` for the newest releases."""
    session.install("uv")
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    how = ("--universal", "--generate-hashes", "--python-version", oldest, "--no-config", "--quiet")
    shown = ("--custom-compile-command", "nox -s lock", "--output-file", LOCK)
    what = ("pyproject.toml", "--group", "dev")
    session.run("uv", "pip", "compile", *what, *how, *shown, *session.posargs)


@nox.session
def wheel(session: nox.Session) -> None:
    """The wheel alone, installed elsewhere, builds and scans."""
    session.install("build")
    out = Path(session.create_tmp()).resolve()
    session.run("python", "-m", "build", "--wheel", "-o", str(out), ".", silent=True)
    newest = max(out.glob("*.whl"), key=os.path.getmtime)
    examples = Path("examples").resolve()
    session.install("--force-reinstall", str(newest))
    with session.chdir(out):
        session.run("contract-kit", "clauses", silent=True)
        session.run(
            "contract-kit",
            "build",
            str(examples / "support.yaml"),
            "-o",
            "out",
            "--format",
            "docx,pdf,md",
        )
        session.run("contract-kit", "scan", "out/support.docx", silent=True, success_codes=[0, 1])


@nox.session
def golden(session: nox.Session) -> None:
    """Write the golden files anew; the diff is the review."""
    install(session)
    session.run("pytest", "-q", "tests/test_golden.py", env={"CONTRACT_KIT_GOLDEN": "write"})


@nox.session
def slow(session: nox.Session) -> None:
    """The long tests: every mutation, thousands of generated specs."""
    install(session)
    session.run("pytest", "-q", "-n", "auto", "-m", "slow and not properties", *session.posargs)


@nox.session
def properties(session: nox.Session) -> None:
    """Every line of every settlement rests on paths that its clause prints: all, not a tenth."""
    install(session)
    session.run("pytest", "-q", "-n", "auto", "-m", "properties", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Speed as ratios against the bare libraries."""
    install(session)
    session.run("python", "benchmarks/ratios.py", *session.posargs)
    session.run("python", "benchmarks/events.py")


@nox.session
def contents(session: nox.Session) -> None:
    """Page numbers in the contents of Word files against LibreOffice's pages."""
    install(session)
    specs = ("support", "medical", "minimal", "short_needs")
    given = [f"examples/{name}.yaml" for name in specs]
    session.run("python", "benchmarks/contents.py", *given, *session.posargs)


@nox.session
def bench_scan(session: nox.Session) -> None:
    """Speed and memory of the scan against importing spaCy."""
    install(session, "spacy")
    session.run("python", "benchmarks/scanning.py", str(labelled(session).parent))


@nox.session
def schemas(session: nox.Session) -> None:
    """Write schemas/ anew from the models."""
    install(session)
    code = (
        "from pathlib import Path; from contract_kit.cli.schemas import SCHEMAS, text; "
        "[Path(f'schemas/{name}.schema.json').write_text(text(name), encoding='utf-8') "
        "for name in SCHEMAS]"
    )
    session.run("python", "-c", code)


@nox.session
def prepare(session: nox.Session) -> None:
    """Write prepared.txt anew, for the packs and for the clauses."""
    install(session)
    code = (
        "from contract_kit.library.preparing import write; "
        "from contract_kit.resources import bundled; "
        "write(bundled('packs'), bundled('clauses'))"
    )
    session.run("python", "-c", code)


@nox.session
def docs(session: nox.Session) -> None:
    """Write docs/conditions.md, documents.md, needs.md and spec.md anew from their data."""
    install(session)
    session.run("python", "docs/conditions.py")
    session.run("python", "docs/documents.py")
    session.run("python", "docs/needs.py")
    session.run("python", "docs/spec.py")


@nox.session
def fields(session: nox.Session) -> None:
    """Try every field in every context and write clauses/fields.csv anew; 1 if one is silent."""
    install(session)
    session.run("python", "-m", "tests.fields", *session.posargs)


LEARNING = nox.project.dependency_groups(PROJECT, "training")
FOLDS = range(5)


def labelled(session: nox.Session) -> Path:
    """The labelled contracts, from the folder that CONTRACT_KIT_DATA names."""
    folder = os.environ.get("CONTRACT_KIT_DATA")
    if not folder:
        session.error("set CONTRACT_KIT_DATA to the folder that holds cuad_dev.jsonl.gz")
    return Path(folder) / "cuad_dev.jsonl.gz"


@nox.session
def train(session: nox.Session) -> None:
    """Train the models for clause types and for verdicts anew and write them into the package."""
    install(session, *LEARNING)
    data, rooms = labelled(session), Path("contract_kit/scan")
    clauses, verdicts = str(rooms / "clause_model.npz"), str(rooms / "verdict_model.npz")
    session.run("python", "training/clause_model.py", "--data", str(data), "--out", clauses)
    session.run("python", "training/verdicts.py", "--data", str(data.parent), "--out", verdicts)


SETS = ("dpa", "bpo", "baa", "iso", "tra", "ccpa")


@nox.session
def evaluate(session: nox.Session) -> None:
    """Verdicts on labelled contracts and broken clauses, by models that have not seen them.

    `nox -s evaluate -- --others` leaves the blind lists alone.
    """
    install(session, *LEARNING)
    data = labelled(session).parent
    out = Path(session.create_tmp()).resolve()
    measure = ("python", str(data.parent / "eval" / "evaluate_verdicts.py"))
    folds = ("--data", str(data), "--folds", str(out), *session.posargs)
    session.run("python", "training/verdicts.py", *folds)
    for name in SETS:
        dumps, gold = [], ("--gold", str(out / f"{name}.jsonl"))
        for docs in sorted(out.glob(f"fold?.{name}.txt")):
            dump = docs.with_suffix(".json")
            model = out / docs.name.replace(f".{name}.txt", ".npz")
            told = ("--command", f"contract-kit --verdict-model {model}", "--dump", str(dump))
            session.run(*measure, name, *gold, "--docs", f"@{docs}", *told, silent=True)
            dumps.append(str(dump))
        session.run(*measure, name, *gold, "--batch", "2", "--pool", *dumps)
    session.run("python", "training/mutated.py", "--data", str(data))


@nox.session
def ablations(session: nox.Session) -> None:
    """What patterns, learned scores and more labels add, by the same folds; half an hour."""
    install(session, *LEARNING)
    session.run("python", "training/ablations.py", "--data", str(labelled(session).parent))


@nox.session
def formats(session: nox.Session) -> None:
    """Ten papers of others get the same verdicts in Word, PDF, Markdown and HTML."""
    session.install("-e", ".")
    session.run("python", "benchmarks/formats.py", str(labelled(session).parent))


@nox.session
def crossval(session: nox.Session) -> None:
    """Five models, each measured on the contracts of the groups that it has not seen."""
    install(session, *LEARNING)
    data = labelled(session)
    measure = str(data.parent.parent / "eval" / "evaluate_cuad.py")
    out = Path(session.create_tmp()).resolve()
    counts = []
    for fold in FOLDS:
        model, count = out / f"fold{fold}.npz", out / f"fold{fold}.json"
        told = ("--data", str(data), "--out", str(model), "--fold", str(fold))
        session.run("python", "training/clause_model.py", *told)
        scored = ("--data", str(model.with_suffix(".jsonl.gz")), "--dump", str(count))
        session.run("python", measure, *scored, "--command", f"contract-kit --model {model}")
        counts.append(str(count))
    session.run("python", measure, "--pool", *counts, "--min", "F1=0.80,EV=0.86,NPV=0.97")
