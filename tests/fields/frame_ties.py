"""What rules tie together in the frame of a contract: arbitration, parties and who signs."""

from __future__ import annotations

from typing import Any

from tests.fields.leaves import Leaf


def _arbitration(data: Any, leaf: Leaf) -> None:
    """An arbitration stands without other final courts; somebody administers it or appoints."""
    terms = data["contract"].get("arbitration")
    if terms is None:
        return
    data["contract"].pop("courts", None)
    named = {"institution", "appointing_authority"} & set(terms)
    if leaf.key in ("institution", "appointing_authority"):
        terms["rules"] = "Rules of Trade"
        for other in named - {leaf.key}:
            terms.pop(other)
    if "arbitrators" in terms and int(terms["arbitrators"]) % 2 == 0:
        terms["arbitrators"] = str(int(terms["arbitrators"]) + 1)


FRAME_TIES = (_arbitration,)
