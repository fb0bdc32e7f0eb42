import pytest

from contract_kit.errors import SpecError
from contract_kit.spec import load
from tests.spec_samples import MINIMAL

HOUSE = """\
risk:
  liability_cap: 150 percent of annual_charges
term:
  cause: {cure: 30 days}
  renewal: {notice: 30 days}
contract: {courts: Toronto}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "house.yaml").write_text(HOUSE)
    (tmp_path / "deal").mkdir()
    return tmp_path / "deal"


def _write(folder, extends, text=MINIMAL):
    path = folder / "contract.yaml"
    path.write_text(text.replace("contract_kit: 1\n", f"contract_kit: 1\nextends: {extends}\n"))
    return path


def test_house_positions_hold_where_the_spec_is_silent(folder):
    contract = load(_write(folder, "../house.yaml"))
    assert contract.get("term.cause.cure").value == 30
    assert contract.get("contract.courts") == "Toronto"
    assert contract.get("term.renewal.notice").value == 90


def test_a_house_position_stands_in_the_house_file(folder):
    contract = load(_write(folder, "../house.yaml"))
    assert contract.location("risk.liability_cap").path.endswith("house.yaml")
    assert contract.line("risk.liability_cap") == 2
    assert contract.location("term.renewal.notice").path.endswith("contract.yaml")


def test_the_hash_is_of_what_holds_in_the_end(folder):
    house = load(_write(folder, "../house.yaml"))
    assert house.hash != load(MINIMAL).hash
    same = MINIMAL.replace("term:\n", "term:\n  cause: {cure: 30 days}\n").replace(
        "  effective_date", "  courts: Toronto\n  effective_date"
    )
    assert load(same + "risk: {liability_cap: 150 percent of annual_charges}\n").hash == house.hash


def test_a_mistake_in_the_house_file_is_reported_there(folder):
    (folder.parent / "house.yaml").write_text("risk:\n  liabilty_cap: 5\n")
    with pytest.raises(SpecError) as caught:
        load(_write(folder, "../house.yaml"))
    (finding,) = [one for one in caught.value.findings if one.severity == 3]
    assert finding.location.path.endswith("house.yaml")
    assert (finding.location.line, finding.location.column) == (2, 3)


def test_files_may_extend_files_and_the_first_one_wins(folder):
    (folder / "group.yaml").write_text("extends: ../house.yaml\ncontract: {courts: Ottawa}\n")
    contract = load(_write(folder, "[group.yaml, ../house.yaml]"))
    assert contract.get("contract.courts") == "Ottawa"
    assert contract.get("term.cause.cure").value == 30


@pytest.mark.parametrize(
    ("extends", "says"),
    [
        ("../../outside.yaml", "lies outside the repository"),
        ("/etc/passwd", "lies outside the repository"),
        ("../nothing.yaml", "there is no file"),
        ("contract.yaml", "extends itself"),
        ("../loop.yaml", "extends itself"),
        ("../broken.yaml", "a bracket or brace that is not closed"),
    ],
)
def test_what_cannot_be_extended_is_refused(folder, extends, says):
    (folder.parent.parent / "outside.yaml").write_text(HOUSE)
    (folder.parent / "loop.yaml").write_text("extends: deal/contract.yaml\n")
    (folder.parent / "broken.yaml").write_text("a: [1\nb: 2\n")
    with pytest.raises(SpecError, match=says):
        load(_write(folder, extends))


def test_a_link_out_of_the_repository_is_refused(folder):
    outside = folder.parent.parent / "secret.yaml"
    outside.write_text(HOUSE)
    (folder / "link.yaml").symlink_to(outside)
    with pytest.raises(SpecError, match="lies outside the repository"):
        load(_write(folder, "link.yaml"))


def test_a_text_extends_nothing(folder):
    with pytest.raises(SpecError, match="expected a file"):
        load("extends: house.yaml\n" + MINIMAL)


def test_a_shared_anchor_is_filled_once_only(folder):
    house = "parties: {customer: {notices: {post: 1 Elm St}}}\n"
    (folder.parent / "house.yaml").write_text(house)
    text = MINIMAL.replace(
        "  customer:\n", "  customer:\n    notices: &both {email: legal@example.com}\n", 1
    )
    text = text.replace("  provider:\n    name", "  provider:\n    notices: *both\n    name", 1)
    contract = load(_write(folder, "../house.yaml", text))
    assert contract.parties.customer.notices.post == "1 Elm St"
    assert contract.parties.provider.notices.post is None
    assert contract.parties.provider.notices.email == "legal@example.com"
