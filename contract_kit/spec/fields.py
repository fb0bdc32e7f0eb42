"""From a tree to a `Contract`: every wrong field as a finding, the rest of the contract intact.

When fields are wrong they are taken out and the remainder is validated again, so that the rules
can still judge what is right. What was taken out is remembered as the contract's broken paths.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import ValidationError

from contract_kit.findings import Finding, Location, Severity
from contract_kit.spec.contract import Contract
from contract_kit.spec.tree import MAX_FINDINGS, Source, plain
from contract_kit.spec.vocabulary.compiled import validator
from contract_kit.spec.vocabulary.scalars import shown
from contract_kit.spec.vocabulary.shape import fields_of, members, model_at, words_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]
_ROUNDS = 25
_NO_CURRENCY = "XXX"
"""What ISO 4217 writes where there is no currency."""


def build(source: Source) -> tuple[Contract, list[Finding]]:
    """Build the contract, as far as possible, with a finding for each wrong field."""
    data = plain(source.root)
    if not isinstance(data, dict):
        location = source.location(())
        text = f"{shown(data)} stands here; expected the keys of a contract; begin with “contract”."
        return _empty(source), [Finding("field", Severity.ERROR, text, location)]
    context = {"currency": _currency(data)}
    try:
        contract = validator(Contract).validate_python(data, context=context)
        return _finished(contract, source, ()), []
    except ValidationError as error:
        return _Mending(source, data, context).run(error)


def _finished(contract: Contract, source: Source, broken: tuple[Path, ...]) -> Contract:
    contract._source = source
    contract._broken = tuple(tuple(str(key) for key in path) for path in broken)
    return contract


def _empty(source: Source) -> Contract:
    return _finished(
        Contract.model_construct(), source, tuple((key,) for key in Contract.model_fields)
    )


def _currency(data: dict[str, Any]) -> str:
    """Return the currency of amounts without a code; where its key is missing or misspelt, any.

    That key has an error of its own then, and the amounts need none.
    """
    heading = data.get("contract")
    known = heading if isinstance(heading, dict) else {}
    meant = get_close_matches("currency", [key for key in known if isinstance(key, str)], 1, 0.7)
    currency = known.get(meant[0]) if meant else None
    return currency.strip() if isinstance(currency, str) and currency.strip() else _NO_CURRENCY


class _Mending:
    """Takes wrong fields out of the data until the rest is valid."""

    def __init__(self, source: Source, data: dict[str, Any], context: dict[str, Any]) -> None:
        self.source = source
        self.data = data
        self.context = context
        self.broken: list[Path] = []
        self.before: tuple[Path, ...] = ()
        self.findings: list[Finding] = []

    def run(self, error: ValidationError) -> tuple[Contract, list[Finding]]:
        """Mend and validate in turn."""
        lenient = validator(Contract, lenient=True)
        for _ in range(_ROUNDS):
            details = error.errors(include_url=False)
            self.before = tuple(self.broken)
            for detail in sorted(details, key=lambda one: one["type"] != "extra_forbidden"):
                self._take(detail)
            try:
                contract = lenient.validate_python(self.data, context=self.context)
            except ValidationError as next_error:
                error = next_error
            else:
                return _finished(contract, self.source, tuple(self.broken)), self.findings
        return _empty(self.source), self.findings

    def _take(self, detail: ErrorDetails) -> None:
        path = tuple(detail["loc"])
        if path and path[-1] == "[key]":
            path = path[:-1]
        if detail["type"] == "extra_forbidden":
            self._unknown(path)
        elif detail["type"] == "missing":
            self._missing(path)
        else:
            self._wrong(path, detail)

    def _full(self) -> bool:
        """Say whether enough was reported; the rest is taken out without a word."""
        return len(self.findings) >= MAX_FINDINGS

    def _add(self, message: str, location: Location) -> None:
        self.findings.append(Finding("field", Severity.ERROR, message, location))

    def _unknown(self, path: Path) -> None:
        key, parent = str(path[-1]), self._at(path[:-1])
        if not isinstance(parent, dict) or key not in parent:
            return
        value = parent.pop(key)
        if self._full():
            return
        model = model_at(Contract, path[:-1])
        allowed = list(fields_of(model)) if model else []
        self._add(_unknown_key(key, allowed), self.source.key_location(path))
        meant = get_close_matches(key, [name for name in allowed if name not in parent], 1, 0.7)
        if meant:
            self.broken.append((*path[:-1], meant[0]))
            parent[meant[0]] = value

    def _missing(self, path: Path) -> None:
        if path in self.broken:
            return
        self.broken.append(path)
        if self._full():
            return
        parent, key = path[:-1], str(path[-1])
        model = model_at(Contract, parent)
        example = _example(model, key)
        mend = f"add for example “{key}: {example}”" if example else "add it with its keys"
        where = f" in “{parent[-1]}”" if parent else ""
        expected = "a value" if example else "a map of keys"
        text = f"the key “{key}” is missing{where}; expected {expected}; {mend}."
        self._add(text, self.source.key_location(parent))

    def _wrong(self, path: Path, detail: ErrorDetails) -> None:
        known = any(taken == path[: len(taken)] for taken in self.before)
        silent = self._full() or (detail["type"] == "too_short" and detail["input"])
        if not known and not silent:
            self._add(_message(path, detail), self.source.location(path))
        self._remove(path)

    def _at(self, path: Path) -> Any:
        value: Any = self.data
        for key in path:
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def _remove(self, path: Path) -> None:
        """Take out what stands at a path; with one item of a list the whole list goes."""
        parent = self._at(path[:-1])
        if path[-1:] and isinstance(parent, dict):
            parent.pop(path[-1], None)
            self.broken.append(path)
        elif path:
            self._remove(path[:-1])


def _unknown_key(key: str, allowed: list[str]) -> str:
    close = get_close_matches(key, allowed, 1, 0.6)
    if close:
        return f"unknown key “{key}”; expected “{close[0]}”; did you mean “{close[0]}”?"
    listed = ", ".join(allowed) if len(allowed) <= 14 else "a key of the vocabulary"
    expected = f"one of {listed}" if len(allowed) <= 14 else listed
    return f"unknown key “{key}”; expected {expected}; remove it or correct its spelling."


def _message(path: Path, detail: ErrorDetails) -> str:
    kind, value = detail["type"], detail.get("input")
    if kind == "spec":
        return str(detail["msg"])
    if kind == "literal_error":
        return _not_a_word(path, value)
    if kind == "too_short":
        return "an empty list or map; expected one entry at least; add one."
    shape, example = _SHAPES.get(kind, ("another value", "see the documentation"))
    found = "nothing" if value == "" else shown(value)
    return f"{found} stands here; expected {shape}; write for example {example}."


_SHAPES = {
    "tuple_type": ("a list", "[one, two]"),
    "dict_type": ("a map of keys", "{key: value}"),
    "model_type": ("a map of keys", "{key: value}"),
    "model_attributes_type": ("a map of keys", "{key: value}"),
}


def _not_a_word(path: Path, value: object) -> str:
    words = _words_at(path)
    if not isinstance(value, str) or not value:
        found = "nothing stands here" if value == "" else f"{shown(value)} stands here"
    else:
        found = f"{shown(value)} is not allowed here"
    listed = ", ".join(words[:-1]) + " or " + words[-1] if len(words) > 1 else "".join(words)
    close = get_close_matches(str(value), words, 1)
    mend = f"did you mean “{close[0]}”?" if close else "write one of them."
    return f"{found}; expected {listed}; {mend}"


def _words_at(path: Path) -> list[str]:
    from contract_kit.spec.vocabulary.shape import below  # noqa: PLC0415

    annotation: Any = Contract
    for key in path:
        if words := _keys_of(annotation, str(key)):
            return words
        annotation = below(annotation, key)
    return words_of(annotation)


def _keys_of(annotation: Any, key: str) -> list[str]:
    """Return the keys a map allows, where they are words and this key is none of them."""
    for member in members(annotation):
        if get_origin(member) is dict:
            words = words_of(get_args(member)[0])
            return [] if key in words else words
    return []


def _example(model: Any, key: str) -> str:
    from contract_kit.spec.vocabulary.notes import note  # noqa: PLC0415 - errors only

    return note(model, key).example if model else ""
