"""Checks and longer runs; `nox -l` lists them. CI runs lint, types, tests and wheel."""

from __future__ import annotations

import os
from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "tests", "wheel"]
nox.options.reuse_existing_virtualenvs = True
PROJECT = nox.project.load_toml("pyproject.toml")


def groups(*names: str) -> list[str]:
    """The requirements of dependency groups."""
    return [one for name in names for one in nox.project.dependency_groups(PROJECT, name)]


@nox.session
def lint(session: nox.Session) -> None:
    """Style, docstrings and the layers of the architecture."""
    session.install("-e", ".", *groups("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """Mypy in strict mode."""
    session.install("-e", ".", *groups("types"))
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """The test suite."""
    session.install("-e", ".", *groups("test"))
    session.run("pytest", "-q", "-n", "auto", "-m", "not slow", *session.posargs)


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
    session.install("-e", ".", *groups("test"))
    session.run("pytest", "-q", "tests/test_golden.py", env={"CONTRACT_KIT_GOLDEN": "write"})


@nox.session
def slow(session: nox.Session) -> None:
    """The long tests: every mutation, thousands of generated specs."""
    session.install("-e", ".", *groups("test"))
    session.run("pytest", "-q", "-n", "auto", "-m", "slow", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Speed as ratios against the bare libraries."""
    session.install("-e", ".")
    session.run("python", "benchmarks/ratios.py", *session.posargs)
    session.run("python", "benchmarks/events.py")


@nox.session
def schemas(session: nox.Session) -> None:
    """Write schemas/ anew from the models."""
    session.install("-e", ".")
    code = (
        "from pathlib import Path; from contract_kit.cli.schemas import SCHEMAS, text; "
        "[Path(f'schemas/{name}.schema.json').write_text(text(name)) for name in SCHEMAS]"
    )
    session.run("python", "-c", code)
