"""Every requirement stands under one topic of its pack, which the report shows first."""

from __future__ import annotations

from collections import Counter

import pytest

from contract_kit.library.packs import Pack
from tests.conftest import all_packs


@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.id)
def test_topics_cover_the_pack(pack: Pack) -> None:
    listed = Counter(id_ for ids in pack.topics.values() for id_ in ids)
    assert set(listed) == {one.id for one in pack.requirements}
    assert max(listed.values()) == 1
