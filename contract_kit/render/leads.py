"""Which paragraphs announce what stands after them, and so stay on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.document import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract_kit.document import Block


def leads(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a paragraph announces a table, a list or, by its colon, what follows it.

    How the paragraph ends says nothing where a table or a list stands right after it.
    """
    block, after = blocks[at], blocks[at + 1 : at + 2]
    if not after or isinstance(block, Table):
        return False
    if block.text.rstrip().endswith(":") or block.style == "caption":
        return True
    if block.style == "note":
        return False
    follows = after[0]
    if isinstance(follows, Table) or follows.style == "caption":
        return True
    if follows.style == "bullet":
        return block.style != "bullet"
    return bool(follows.number) and follows.level > max(block.level, 1)
