"""Fields that state no rule of the contract, each with the reason; read before one is added."""

from __future__ import annotations

NO_RULE = {
    "contract_kit": "says which version of the language the file is written in",
    "extends": "names files whose positions are read as if they stood here",
    "contract.house": "names the house positions the spec follows; the last page prints it",
    "contract.attaches_to.title": "names the agreement of documents built alone, which print it",
    "contract.attaches_to.date": "names the agreement of documents built alone, which print it",
    "contract.attaches_to.reference": "names the agreement of documents built alone; they print it",
    "contract.attaches_to.precedence": "ranks documents built alone, whose clause states it",
    "clauses.<id>.exclude": "says why a clause is left out; the clause itself is gone",
    "clauses.<id>.reason": "says why a wording differs, for those who approve it",
    "clauses.<id>.approved_by": "says who approved a wording, for those who check it",
    "custom_terms[].approved_by": "says who approved a wording, for those who check it",
    "confirm[].by": "says who accepted an assumption; the draft and the file beside a copy tell",
    "confirm[].on": "says when somebody accepted it; the draft and the file beside a copy tell",
}
