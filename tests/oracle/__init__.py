"""The careful stranger: computes a month from the printed contract and the measurements alone.

It sees rendered Markdown and rows of measurement files, no spec, no template and no code of the
settlement. Each sentence it needs is parsed by a small grammar (`words`, `reading`). A sentence
it does not understand raises `Unreadable`: the stranger never guesses. One module a mechanism.
"""

from tests.oracle.months import Month, settle
from tests.oracle.words import Unreadable

__all__ = ["Month", "Unreadable", "settle"]
