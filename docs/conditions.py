"""Writes `docs/conditions.md`, what the conditions of the packs mean, from the packs themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from contract_kit.cli.explanations import asks_for, conditions
from contract_kit.library.packs import Pack, load_packs
from contract_kit.library.yamlfile import load_mapping
from contract_kit.resources import bundled

TARGET = Path(__file__).parent / "conditions.md"
HEAD = """# When a requirement applies

Written by `nox -s docs` from `packs/*/pack.yaml`; do not edit. A requirement names its conditions
under `applies_when`: all of them must hold, `a|b` asks for either, `always` for none. Only a
requirement that applies gives findings; the others are shown without.

`contract-kit scan` takes a condition to hold when
- the contract's own spec says so: `--spec contract.yaml` (what the spec does not say stays open);
- you say so: `--assume gdpr,offshore` (and `--assume no-transfer` says that one does not hold);
- you ask for a pack that stands for it: `--pack gdpr-art28` assumes `gdpr` and `personal_data`;
- the document itself states it, by the words in the last column (`*` any ending, `[…]` may be
  missing, `...` up to twelve words between).

Words that state nothing do not count: what is denied ("does not involve"), expected or conditional
("not currently expected", "if applicable", "in the event that"), left to another paper
("separately executed"), one of many laws in a list, a heading, an example, a definition whose term
is not used, the name of a firm, a certificate, a policy or a link, another period than the
contract's, a recital on business with others. Such a condition is *mentioned only*: it stays open,
and the report names the words and the pack to ask for.

Otherwise whether the requirement applies is unknown, and the report says so.
`contract-kit explain gdpr` lists what waits for a condition.

| `--assume` | meaning | assumed with `--pack` | requirements | a document shows it by |
|---|---|---|---|---|
"""


def page() -> str:
    """The page as it must stand in the folder."""
    folder = bundled("packs")
    packs = load_packs(folder)
    return HEAD + "".join(_rows(packs, folder))


def _rows(packs: tuple[Pack, ...], folder: Path) -> Iterator[str]:
    for name, about in sorted(conditions(packs).items()):
        asserting = ", ".join(f"`{pack.id}`" for pack in packs if name in pack.asserts)
        counts = [(pack.id, _count(pack, name)) for pack in packs]
        waiting = ", ".join(f"{count} of `{pack}`" for pack, count in counts if count)
        cells = [f"`{name}`", about, asserting or "–", waiting or "–", _words(packs, folder, name)]
        yield f"| {' | '.join(cells)} |\n"


def _count(pack: Pack, name: str) -> int:
    """How many requirements of a pack wait for a condition."""
    return sum(asks_for(one.applies_when, name) for one in pack.requirements)


def _words(packs: tuple[Pack, ...], folder: Path, name: str) -> str:
    """The words by which a document shows a condition, as the packs write them."""
    found: dict[str, None] = {}
    for pack in packs:
        if name in pack.conditions:
            path = folder / pack.id / "pack.yaml"
            raw = load_mapping(path.read_text(encoding="utf-8"), str(path))
            said = raw["conditions"][name].get("found_by") or ""
            parts = [part.strip() for part in " ".join(said.split()).split(" | ")]
            found |= dict.fromkeys(part for part in parts if part and not part.startswith("/"))
    shown = [part.replace("|", "\\|") for part in found]
    if any(name in pack.conditions and pack.conditions[name].other_paper for pack in packs):
        return "its title, its first sentences and what it says"
    return ", ".join(shown) or ("a pattern" if any(_found_by(packs, name)) else "–")


def _found_by(packs: tuple[Pack, ...], name: str) -> Iterator[bool]:
    """Whether each pack with a condition lets the document show it."""
    for pack in packs:
        if name in pack.conditions:
            yield pack.conditions[name].found_by is not None


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
