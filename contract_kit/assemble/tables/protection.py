"""Tables on personal data and security."""

from __future__ import annotations

from collections.abc import Callable

from contract_kit.assemble.regimes import european, worded
from contract_kit.assemble.tables.delivery import country
from contract_kit.assemble.tables.sheet import Sheet
from contract_kit.assemble.values import listed
from contract_kit.spec.moves import (
    CUSTOMER,
    GROUP,
    PROVIDER,
    eea_places,
    engaged_affiliates,
    exports,
    moves,
    regimes,
)


def data_processing(sheet: Sheet) -> Sheet:
    """The details of processing: subject matter, duration, nature, purpose, data and people."""
    sheet.head("Details of the processing", ("Item", 1.6), ("Description", 4.0))
    services = [sheet.name(key) for key in sheet.mapping("scope.processes")]
    root = "data_protection"
    purpose, own = sheet.get("scope.purpose"), sheet.get(f"{root}.purpose")
    tasks = [task for one in sheet.mapping("scope.processes").values() for task in one.tasks or ()]
    sheet.row("scope.processes", "Subject matter", f"the Services: {sheet.text(services)}")
    sheet.row(
        "term.initial",
        "Duration",
        "the Term, and then until all Personal Data is returned or deleted",
    )
    sheet.row(
        "scope.processes",
        "Nature of the processing",
        "collection, recording, storage, consultation, use, transmission and deletion, for: "
        + sheet.text(tasks)
        + (f"; by an AI System: {sheet.text(machines)}" if (machines := _machines(sheet)) else ""),
    )
    sheet.row(
        f"{root}.purpose" if own else "scope.purpose",
        "Purpose",
        own or purpose or "to supply the Services",
    )
    sheet.row(
        f"{root}.categories",
        "Types of Personal Data",
        sheet.get(f"{root}.categories") or "[types of Personal Data]",
    )
    if sheet.get(f"{root}.phi.categories"):
        sheet.row(
            f"{root}.phi.categories",
            "Protected Health Information",
            sheet.get(f"{root}.phi.categories"),
        )
    if sheet.get(f"{root}.phi.in_scope") is False:
        sheet.row(f"{root}.phi.in_scope", "Protected Health Information", "not in scope")
    special = sheet.get(f"{root}.special_categories")
    kinds = "special categories" if european(sheet.facts.contract) else "sensitive data"
    if special == "none" and sheet.facts("front_office"):
        special = "none is asked for; what people state unasked, incidentally"
    sheet.row(f"{root}.special_categories", kinds.capitalize(), special or f"[{kinds}]")
    sheet.row(
        f"{root}.subjects",
        worded("Categories of data subjects", sheet.facts.contract),
        sheet.get(f"{root}.subjects") or worded("[groups of data subjects]", sheet.facts.contract),
    )
    _rules_and_time(sheet, root)
    return sheet


def _machines(sheet: Sheet) -> list[str]:
    """What AI Systems do with the data."""
    return [one.use for one in sheet.listing("technology.automation") if one.type == "ai"]


def _rules_and_time(sheet: Sheet, root: str) -> None:
    """The laws that apply to the data, and how long they are kept."""
    if sheet.get(f"{root}.regimes"):
        rules = sheet.text(sheet.get(f"{root}.regimes"))
        if lands := eea_places(sheet.facts.contract):
            there = listed([country(sheet, one) for one in lands])
            rules += f"; for the processing in {there} the EU GDPR as well"
        sheet.row(f"{root}.regimes", "Rules that apply", rules)
    if sheet.get(f"{root}.retention") is not None:
        starts = sheet.get(f"{root}.retention_from")
        time = sheet.text(sheet.get(f"{root}.retention"))
        sheet.row(f"{root}.retention", "Retention", f"{time} after {starts}" if starts else time)


def subprocessors(sheet: Sheet) -> Sheet:
    """One row a sub-processor."""
    sheet.head(
        worded("Sub-processors", sheet.facts.contract),
        ("Name", 1.6),
        ("Country", 1.0),
        ("Service", 2.0),
        ("Transfer mechanism", 2.0),
    )
    for index, one in enumerate(sheet.listing("data_protection.subprocessors")):
        sheet.row(
            f"data_protection.subprocessors.{index}",
            one.name,
            country(sheet, one.country),
            one.service,
            _mechanism(sheet, one.mechanism) if one.mechanism else None,
        )
    for move in engaged_affiliates(sheet.facts.contract):
        sheet.row(
            f"{move.path}.importer",
            move.importers[0],
            country(sheet, move.to),
            "the Services at the Site there",
            _mechanism(sheet, move.mechanism),
        )
    return sheet


_ASSESSED = {"uk_idta", "uk_addendum", "scc_c2p", "scc_p2p", "bcr"}
_PROOFS = {
    "bcr": "[approval: authority and date]",
    "dpf": "[entry in the list of the framework, and the day of the look-up]",
    "derogation": "[case of the law, and why the transfer is occasional]",
}
_IMPORTERS = {
    PROVIDER: "the Provider",
    GROUP: "[company that operates the Site]",
    CUSTOMER: "the Customer",
}


def transfers(sheet: Sheet) -> Sheet:
    """One row a country that personal data reach: importer, mechanism, proof and assessment."""
    sheet.head(
        "Transfers",
        ("Country", 1.2),
        ("Importer", 1.5),
        ("Mechanism", 2.2),
        ("Proof", 1.6),
        ("Transfer risk assessment", 1.3),
    )
    for one in moves(sheet.facts.contract):
        assessed = one.assessed or ("[date]" if one.mechanism in _ASSESSED else None)
        sheet.row(
            one.path,
            country(sheet, one.to),
            [_IMPORTERS.get(name, name) for name in one.importers],
            _mechanism(sheet, one.mechanism),
            one.evidence or _PROOFS.get(one.mechanism),
            assessed,
        )
    return sheet


def _mechanism(sheet: Sheet, mechanism: str) -> str:
    """The name of a mechanism; that of the framework with its extension to UK data."""
    laws = set(regimes(sheet.facts.contract))
    if mechanism == "adequacy" and "uk_gdpr" in laws:
        return "adequacy decision or regulations" if "gdpr" in laws else "adequacy regulations"
    extended = mechanism == "dpf" and "uk_gdpr" in laws
    return sheet.text(mechanism) + (" with its UK Extension" if extended else "")


def union_transfers(sheet: Sheet) -> Sheet:
    """One row a recipient of data that leave the European Economic Area from a processor there."""
    sheet.head(
        "Transfers out of the European Economic Area",
        ("Country", 1.2),
        ("Recipient", 1.8),
        ("Mechanism under the GDPR", 3.0),
    )
    for one in exports(sheet.facts.contract):
        decision = "adequacy decision of the European Commission"
        sheet.row(
            one.path,
            country(sheet, one.to),
            _IMPORTERS.get(one.importer, one.importer),
            decision if one.mechanism == "adequacy" else one.mechanism,
        )
    return sheet


def certifications(sheet: Sheet) -> Sheet:
    """One row a certificate or report."""
    sheet.head(
        "Certificates and reports",
        ("Standard", 2.0),
        ("Valid until", 1.4),
        ("Renewed", 1.2),
        ("Sites", 1.8),
    )
    for index, one in enumerate(sheet.listing("security.certifications")):
        sites = [sheet.name(site) for site in one.sites or ()]
        renewed = f"every {sheet.text(one.every).removeprefix('1 ')}" if one.every else None
        path = f"security.certifications.{index}"
        sheet.row(
            path, sheet.name(str(one.standard)), one.valid_until, renewed, sites or "all Sites"
        )
    return sheet


def security_measures(sheet: Sheet) -> Sheet:
    """One row a concrete measure."""
    sheet.head("Security measures", ("Measure", 2.0), ("What is done", 4.0))
    rows = (
        (
            "security.encryption.at_rest",
            "Encryption at rest",
            "stored Customer Data is encrypted with {}",
        ),
        (
            "security.encryption.in_transit",
            "Encryption in transit",
            "Customer Data in transit is encrypted with {}",
        ),
        (
            "security.access.mfa",
            "Multi-factor authentication",
            "for each access to systems with Customer Data",
        ),
        (
            "security.access.least_privilege",
            "Least privilege",
            "access only as far as the task needs it",
        ),
        ("security.access.review", "Access reviews", "every {}"),
        ("security.risk_assessment", "Risk assessment", "every {}"),
        ("security.penetration_test", "Penetration test", "every {}"),
        (
            "security.clean_desk",
            "Clean desk",
            "no Customer Data on paper or private devices at the workplace",
        ),
    )
    for path, title, meaning in rows:
        value = sheet.get(path)
        if value:
            sheet.row(path, title, meaning.format(sheet.text(value)))
    return sheet


BUILDERS: dict[str, Callable[[Sheet], Sheet]] = {
    "data_processing": data_processing,
    "subprocessors": subprocessors,
    "transfers": transfers,
    "union_transfers": union_transfers,
    "certifications": certifications,
    "security_measures": security_measures,
}
