"""What animations leave of the values of an element."""

from __future__ import annotations

import re

from contract_kit.read.declarations import Declarations

Frames = list[tuple[str, Declarations]]
"""The frames of an animation; the places of the ends are `first` and `last`."""

_APART = re.compile(r"[\s,]+")


def ended(found: dict[str, str], known: dict[str, Frames]) -> dict[str, str]:
    """The values once animations have ended, or while they go on without an end."""
    endless = "infinite" in found.get("animation-iteration-count", "")
    kept = {"forwards", "both"} & set(_APART.split(found.get("animation-fill-mode", "")))
    for word in _APART.split(found["animation-name"]):
        frames = known.get(word, [])
        if "paused" in found.get("animation-play-state", "") and frames:
            found = {**found, **_values(frames, "first")}
        elif endless and frames:
            found = _endless(found, [_values([one], one[0]) for one in frames])
        elif kept:
            back = "reverse" in found.get("animation-direction", "")
            found = {**found, **_values(frames, "first" if back else "last")}
    return found


def _values(frames: list[tuple[str, Declarations]], place: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for at, declared in frames:
        if at == place:
            found |= {name: value for name, (value, _) in declared.items()}
    return found


def _endless(found: dict[str, str], frames: list[dict[str, str]]) -> dict[str, str]:
    """The values that an animation never leaves; what it changes is seen at some time."""
    found = dict(found)
    for name in {name for one in frames for name in one}:
        values = {one.get(name, found.get(name, "")) for one in frames}
        if len(values) == 1 and len(frames) > 1:
            found[name] = values.pop()
        else:
            found.pop(name, None)
    return found
