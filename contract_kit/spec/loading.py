"""`load`: from a file or a text to a validated contract, or to every mistake in it at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from contract_kit.errors import SpecError, UnreadableError
from contract_kit.findings import Finding, Severity
from contract_kit.spec.fields import build
from contract_kit.spec.inheritance import inherit
from contract_kit.spec.rules import run
from contract_kit.spec.shorthand import expand
from contract_kit.spec.tree import MAX_BYTES
from contract_kit.spec.yamltext import read_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from contract_kit.spec.contract import Contract


def load(
    path_or_text: Path | str | bytes,
    *,
    name: str | None = None,
    strict: bool = False,
    checks: Iterable[Callable[[Contract], Iterable[Finding]]] = (),
    root: Path | None = None,
) -> Contract:
    """Load and validate a spec; raise `SpecError` with every finding if it holds a mistake.

    A `Path`, or a text of one line without a colon followed by a space, names a file; other text
    is the spec itself. `strict` turns missing details into errors. `checks` are rules of other
    rooms: each takes the contract and gives findings. Files the spec extends must lie in `root`,
    by default its repository's folder.
    """
    data, shown, path = _read(path_or_text, name)
    source, findings = read_tree(data, shown)
    findings += inherit(source, path, root=root)
    expand(source)
    contract, wrong = build(source)
    findings += wrong
    findings += run(contract, checks, strict=strict)
    findings = sorted(set(findings), key=lambda one: _order(one, shown))
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise SpecError(findings)
    contract._warnings = tuple(findings)
    return contract


def _order(finding: Finding, own: str) -> tuple[bool, str, int, int, str, str]:
    """Order findings by place, those of the spec itself before those of files it extends."""
    at = finding.location
    return (at.path != own, at.path, at.line or 0, at.column or 0, finding.id, finding.message)


def _read(
    path_or_text: Path | str | bytes, name: str | None
) -> tuple[bytes | str, str, Path | None]:
    if isinstance(path_or_text, bytes) or (
        isinstance(path_or_text, str) and _is_text(path_or_text)
    ):
        return path_or_text, name or "spec.yaml", None
    path = Path(path_or_text)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1), name or str(path_or_text), path
    except (OSError, ValueError) as error:
        raise UnreadableError("missing", f"“{path_or_text}”: {error.__class__.__name__}") from None


def _is_text(text: str) -> bool:
    return "\n" in text or ": " in text or not text.strip() or len(text) > 1000
