"""What the contract is, its law, and who decides disputes."""

from typing import Annotated, Literal

from pydantic import Field

from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.markers import Listed
from contract_kit.spec.vocabulary.scalars import Currency, Date, Tag, Text, Texts, Whole


class Arbitration(Model):
    """Arbitration in place of courts."""

    rules: Text
    """Rules the tribunal follows, by the name of their institution or in full: LCIA, ICC, AAA,
    ICDR, JAMS, SIAC, HKIAC, DIS, VIAC, Swiss, SCC, DIAC, ADRIC, UNCITRAL. Example: `LCIA Rules`"""
    institution: Text | None = None
    """Who administers an arbitration under other rules. Example: `Chamber of Commerce of Lima`"""
    appointing_authority: Text | None = None
    """Who appoints arbitrators where no institution does.
    Example: `the Secretary-General of the Permanent Court of Arbitration`"""
    seat: Text
    """City where the arbitration has its seat. Example: `London`"""
    arbitrators: Whole | None = None
    """How many decide. Example: `3`"""
    language: Tag | None = None
    """Language of the arbitration, if not that of the contract. Example: `en-GB`"""
    courts: Text | None = None
    """Courts for interim relief and enforcement alone. Example: `London`"""


class Expert(Model):
    """Somebody who decides technical questions in place of a court."""

    decides: Texts = Field(min_length=1)
    """Questions the expert decides. Example: `[the amount of a Charge]`"""
    appointed_by: Text
    """Who names the expert if the parties do not. Example: `the president of the local chamber`"""


class AttachesTo(Model):
    """The agreement that exists, to which a document built alone is attached."""

    title: Text
    """Title of that agreement. Example: `Master Services Agreement`"""
    date: Date
    """Date of that agreement. Example: `2026-03-01`"""
    reference: Text | None = None
    """Reference of that agreement. Example: `MSA-2026-014`"""
    precedence: Literal["document", "agreement"] = "document"
    """Which prevails on the subject of the document. Example: `document`"""


class Heading(Model):
    """What the contract is and under which law."""

    id: Text
    """Your reference, unique in the repository. Example: `LH-2027-001`"""
    title: Text
    """Title on the cover. Example: `Customer Support Outsourcing Agreement`"""
    stance: Literal["customer", "balanced", "provider"] = "balanced"
    """Whose wording is used where a clause has variants. Example: `balanced`"""
    form: Literal["full", "short"] = "full"
    """How much is said: every clause in full, or for a small firm the short text of each clause
    that has one. Example: `short`"""
    industries: tuple[
        Literal[
            "customer_service",
            "payroll",
            "bookkeeping",
            "tax",
            "healthcare_billing",
            "medical_transcription",
            "banking",
            "insurance",
            "it_services",
            "hosting",
            "logistics",
            "manufacturing",
            "media",
            "retail",
            "telecoms",
            "other",
        ],
        ...,
    ] = ()
    """Industries whose annex applies. Example: `[customer_service]`"""
    effective_date: Date
    """When the contract takes effect. Example: `2027-01-04`"""
    governing_law: Text
    """Law that governs the contract. Example: `England and Wales`"""
    courts: Text | None = None
    """Courts that decide disputes. Example: `London`"""
    arbitration: Arbitration | None = None
    """Arbitration in place of courts."""
    notices_by: Annotated[tuple[Literal["hand", "courier", "post", "email"], ...], Listed()] = ()
    """How formal notices go; if absent by hand, courier and post, and by e-mail to a party that
    states an address for it. Beside another way e-mail needs a copy that goes that way.
    Example: `[courier, email]`"""
    recitals: Texts = ()
    """Why the parties make the contract, a sentence each.
    Example: `[The customer sells home goods online.]`"""
    expert: Expert | None = None
    """Expert determination of technical questions."""
    language: Tag = "en-GB"
    """Language of the printed contract. Example: `en-GB`"""
    figures: Literal["figures", "words_and_figures"] = "figures"
    """How numbers stand in sentences; tables keep figures. Example: `words_and_figures`"""
    library_figures: Literal["proposed", "agreed"] = "proposed"
    """Whether the times and shares that clauses supply are agreed; else they stand in brackets.
    Example: `agreed`"""
    currency: Currency
    """Currency of every amount without a code (ISO 4217). Example: `GBP`"""
    house: Text | None = None
    """Name of the house positions this follows. Example: `larkspur-2027`"""
    amends: Text | None = None
    """Id of the contract this one amends. Example: `LH-2027-001`"""
    attaches_to: AttachesTo | None = None
    """The agreement to which documents built alone (`build --only`) are attached."""
