"""Readings of one text side by side, each of them a way through an expression's automaton."""

from __future__ import annotations

from collections import Counter, deque
from functools import cache, cached_property
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contract_kit.library.automaton import Automaton

STEPS = 300_000
"""So many steps are taken for one expression before it is too large."""
_WAYS = 4
"""Ways to read one turn of a repeat that can read the same text in two, at most."""
_TRIED = 80
"""Characters of the text that is made to be read in many ways."""

Loop = frozenset[int]
"""States that can be read again and again, together."""
At = tuple[tuple[int, ...], int]
"""The states of several readings of the same text, and the context they are in."""


class Readings:
    """What can be read of texts that do not match: an expression that matches reads no further."""

    def __init__(self, automaton: Automaton) -> None:
        self._automaton = automaton
        self._states = [one for one in automaton.edges if one not in automaton.final]
        self._left = STEPS
        self._ways = cache(self._found_ways)

    def _found_ways(self, state: int, context: int) -> list[tuple[int, int]]:
        """The next states after one, each with the characters that it can read."""
        automaton = self._automaton
        inside = automaton.contexts[context]
        found = [
            (edge.to, automaton.passed(edge, inside))
            for edge in automaton.edges[state]
            if edge.to not in automaton.final
        ]
        if state == automaton.start:
            found.append((state, automaton.any))  # the search begins anew, one place further
        return [(to, chars) for to, chars in found if chars]

    @cached_property
    def _after(self) -> dict[int, int]:
        """For each state those that can be read after it, however much later, as bits."""
        contexts = range(len(self._automaton.contexts))
        direct = {
            state: {to for one in contexts for to, _ in self._ways(state, one)}
            for state in self._states
        }
        found = {state: sum(1 << to for to in next_) for state, next_ in direct.items()}
        grows = True
        while grows:
            grows = False
            for state in reversed(self._states):
                more = found[state]
                for to in direct[state]:
                    more |= found[to]
                grows = grows or more != found[state]
                found[state] = more
        return found

    def _leads(self, one: int, other: int) -> bool:
        return bool(self._after[one] >> other & 1)

    @cached_property
    def loops(self) -> list[Loop]:
        """Every loop, those that are read first before the others."""
        found: dict[Loop, None] = {}
        for state in self._states:
            if state != self._automaton.start and self._leads(state, state):
                both = (one for one in self._states if self._leads(one, state))
                found[frozenset(one for one in both if self._leads(state, one))] = None
        return sorted(found, key=lambda loop: -self._after[min(loop)].bit_count())

    def turns(self, loop: Loop) -> int:
        """How often a loop that ends turns, or as many ways as it can be read in; 1 without end."""
        bound = max(self._automaton.bounds[state] for state in loop)
        return int(_WAYS ** min(bound, 64)) if bound > 1 and self.twice(loop) else bound

    def twice(self, loop: Loop) -> bool:
        """Whether the loop can read a text in two ways and be where it was."""
        same: list[At] = [((one, one), context) for one in loop for context in self._contexts(one)]
        if any(self._doubled(states[0], context, loop) for states, context in same):
            return True
        behind: dict[At, list[At]] = {}
        for at, after in self._walk(same, (loop, loop)):
            behind.setdefault(after, []).append(at)
        waiting, back = deque(same), set(same)
        while waiting:
            for at in behind.get(waiting.popleft(), ()):
                if at not in back:
                    back.add(at)
                    waiting.append(at)
        return any(states[0] != states[1] for states, _ in back)

    def _doubled(self, state: int, context: int, loop: Loop) -> bool:
        """Whether there are two ways from a state to another one of the loop."""
        seen: Counter[int] = Counter()
        for to, chars in self._ways(state, context):
            if to in loop and seen[to] & chars:
                return True
            seen[to] |= chars
        return False

    def shared(self, one: Loop, other: Loop) -> bool:
        """Whether a text that one loop reads can be read by a later one as well, and in between."""
        if one is other or not self._leads(min(one), min(other)):
            return False
        within = frozenset(
            state
            for state in self._states
            if state in one | other
            or (self._leads(min(one), state) and self._leads(state, min(other)))
        )
        return any(
            self._meets((first, first, last), (first, last, last), (one, within, other))
            for first, last in product(one, other)
        )

    def again(self, loop: Loop) -> bool:
        """Whether a loop reads on over a text that leads from the beginning into it."""
        start = self._automaton.start
        within = frozenset(
            one for one in self._states if one in loop or self._leads(one, min(loop))
        )
        return any(self._meets((start, one), (one, one), (within, loop)) for one in loop)

    def _contexts(self, state: int) -> list[int]:
        """The contexts that the character of a state can be."""
        contexts = enumerate(self._automaton.contexts)
        return [place for place, chars in contexts if chars & self._automaton.read(state)]

    def _meets(self, first: tuple[int, ...], last: tuple[int, ...], limits: Iterable[Loop]) -> bool:
        """Whether readings that begin at `first` can be at `last` after the same text."""
        begin = [(first, context) for context in self._contexts(first[-1])]
        return any(states == last for _, (states, _) in self._walk(begin, tuple(limits)))

    def _walk(self, begin: list[At], limits: tuple[Loop, ...]) -> Iterator[tuple[At, At]]:
        """Every step that readings within limits can take together."""
        waiting, seen = deque(begin), set(begin)
        while waiting:
            at = waiting.popleft()
            for after in self._together(at, limits):
                yield at, after
                if after not in seen:
                    seen.add(after)
                    waiting.append(after)

    def _together(self, at: At, limits: tuple[Loop, ...]) -> Iterator[At]:
        states, context = at
        ways = [
            [way for way in self._ways(state, context) if way[0] in limit]
            for state, limit in zip(states, limits, strict=True)
        ]
        for chosen in product(*ways):
            self._step()
            chars = self._automaton.any
            for _, own in chosen:
                chars &= own
            if chars:
                to = tuple(one for one, _ in chosen)
                for place, inside in enumerate(self._automaton.contexts):
                    if chars & inside:
                        yield to, place

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise ValueError("the expression is too large to judge; make two of it")

    def most_ways(self, enough: int) -> int:
        """The most ways to read a text made for it, letter by letter; `enough` of them end it."""
        here: Counter[tuple[int, int]] = Counter()
        for context in range(len(self._automaton.contexts)):
            here[self._automaton.start, context] = 1
        most = 1
        for _ in range(_TRIED):
            here = self._read_most(here)
            most = max(most, sum(here.values()))
            if not here or most > enough:
                break
        return most

    def _read_most(self, here: Counter[tuple[int, int]]) -> Counter[tuple[int, int]]:
        """The ways after the character that leaves most of them."""
        totals: Counter[int] = Counter()
        taken = []
        for (state, context), count in here.items():
            for to, chars in self._ways(state, context):
                if to != self._automaton.start:
                    self._step()
                    taken.append((to, chars, count))
                    totals[chars] += count
        singles = {1 << place: 0 for place in range(self._automaton.any.bit_length())}
        for chars, count in totals.items():
            for one in singles:
                singles[one] += count if chars & one else 0
        best = max(singles, key=lambda one: singles[one])
        places = [p for p, inside in enumerate(self._automaton.contexts) if inside & best]
        found: Counter[tuple[int, int]] = Counter()
        for to, chars, count in taken:
            if chars & best:
                found[to, places[0]] += count
        return found
