"""Specs for tests: the support example with changes, and where each change stands."""

from pathlib import Path

from contract_kit.errors import SpecError
from contract_kit.findings import Finding, Severity
from contract_kit.settle.rules import check
from contract_kit.spec import load

EXAMPLES = Path(__file__).parents[1] / "examples"
SUPPORT = (EXAMPLES / "support.yaml").read_text()
MINIMAL = (EXAMPLES / "minimal.yaml").read_text()


def changed(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert old in text, f"not in the spec: {old}"
        text = text.replace(old, new, 1)
    return text


def findings(text: str, *, strict: bool = False) -> tuple[Finding, ...]:
    try:
        return load(text, name="spec.yaml", strict=strict, checks=[check]).warnings
    except SpecError as error:
        return error.findings


def errors(text: str) -> list[Finding]:
    return [one for one in findings(text) if one.severity is Severity.ERROR]


def place(text: str, passage: str, word: str = "") -> tuple[int, int]:
    """Line and column, from 1, of `word` in the first stretch of text that is `passage`."""
    start = text.index(passage)
    start += passage.index(word) if word else 0
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
