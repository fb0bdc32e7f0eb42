"""`contract-kit build`: a spec becomes a contract in Word, PDF, Markdown or HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contract_kit.cli import EXIT_CLEAN
from contract_kit.cli.files import read_bytes, refuse_inputs, refuse_place, shown, write_all
from contract_kit.cli.projects import clause_library, project_of, stance_of
from contract_kit.cli.specs import load_spec
from contract_kit.cli.terminal import say
from contract_kit.errors import AssemblyError, ContractKitError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contract_kit.document import Document
    from contract_kit.library import Library
    from contract_kit.spec import Contract

MAX_TEMPLATE_BYTES = 20_000_000


@click.command("build")
@click.argument("spec")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path(), help="Folder to write to."
)
@click.option(
    "--format",
    "formats",
    default="docx,pdf",
    show_default=True,
    help="docx, pdf, md, html; commas between.",
)
@click.option(
    "--template",
    type=click.Path(),
    help="House template for Word: a .docx with our tags. A PDF keeps the layout that ships.",
)
@click.option(
    "--stance",
    type=click.Choice(["customer", "balanced", "provider"]),
    help="Override the spec's stance.",
)
@click.option("--strict", is_flag=True, help="Refuse a spec whose completeness warnings are open.")
@click.option(
    "--clean",
    is_flag=True,
    help="The draft for the other side: no assumptions, comments, stance, reason or path in it.",
)
@click.option(
    "--final",
    is_flag=True,
    help="The copy to sign; refused, with every reason, while anything stands open.",
)
@click.option(
    "--only",
    metavar="DOCUMENT",
    help="One document alone, such as service_levels, data_processing or order_form, to attach to "
    "an agreement that exists (docs/documents.md).",
)
@click.option(
    "--sign-anchors",
    is_flag=True,
    help=r"Print invisible anchors (\s1\, \d1\) where an e-signature service puts its fields.",
)
def command(  # noqa: PLR0913, PLR0917 - one for each option
    spec: str,
    output: Path,
    formats: str,
    template: str | None,
    stance: str | None,
    strict: bool,
    clean: bool,
    final: bool,
    only: str | None,
    sign_anchors: bool,
) -> int:
    """Write the contract of SPEC, or one document of it alone, to files named after it.

    Nothing is written unless every format can be. Beside a copy that is sent (--clean, --final)
    lies NAME.provenance.json, in which `why` finds where its passages come from.
    """
    from contract_kit.render.signing import SIGNABLE, with_anchors  # noqa: PLC0415 - as below

    if clean and final:
        raise UsageError(
            "--clean is the draft for the other side, --final the copy to sign; choose one"
        )
    wanted = _formats(formats)
    _check_template(template, wanted)
    _check_folder(output)
    project = project_of(spec)
    named = template or project.template
    house = read_bytes(str(named), limit=MAX_TEMPLATE_BYTES) if named else None
    contract = load_spec(spec, strict=strict)
    for warning in contract.warnings:
        say(str(warning), err=True)
    wording = stance_of(project, contract, stance)
    library = clause_library(project)
    document = _assemble(contract, library, stance=wording, clean=clean, final=final, only=only)
    stem = _stem(spec, only)
    signed = with_anchors(document) if sign_anchors else document
    rendered = {
        output / f"{stem}.{name}": _render(signed if name in SIGNABLE else document, name, house)
        for name in wanted
    }
    rendered |= _beside(document, contract, rendered, output / stem)
    refuse_inputs(rendered, [spec, named])
    write_all(rendered)
    for path in rendered:
        say(shown(path))
    _tell_relied_on(document)
    return EXIT_CLEAN


def _stem(spec: str, only: str | None) -> str:
    """What the files are called, without their endings."""
    stem = "contract" if spec == "-" else Path(spec).stem
    return f"{stem}-{only}" if only else stem


def _tell_relied_on(document: Document) -> None:
    """Say what a document alone takes for granted in the agreement to which it is attached."""
    from contract_kit.assemble.alone import relied_on  # noqa: PLC0415 - as below

    relied = relied_on(document)
    if relied:
        say(f"note: check that the agreement has its {'; '.join(relied)}", err=True)


def _assemble(contract: Contract, library: Library, **how: Any) -> Document:
    """The document; where assumptions stand in the way of a final one, what would confirm them."""
    from contract_kit.assemble import assemble  # noqa: PLC0415 - after the options are known good
    from contract_kit.spec.dumping import scalar  # noqa: PLC0415 - as above

    try:
        return assemble(contract, library, **how)
    except AssemblyError as error:
        ids = [one.quote for one in error.findings if one.id == "V121" and one.quote]
        if ids:
            head = "" if contract.confirm else "confirm:\n"
            say(f"{head}  - by:\n    on:\n    id:")
            say("\n".join(f"      - {scalar(one)}" for one in ids))
        raise


def _beside(
    document: Document, contract: Contract, rendered: Mapping[Path, bytes], name: Path
) -> dict[Path, bytes]:
    """The file of provenance beside copies that leave the house."""
    from contract_kit.report.provenance import ENDING, written  # noqa: PLC0415 - as above

    if not document.outgoing:
        return {}
    files = {path.name: data for path, data in rendered.items()}
    return {name.with_name(f"{name.name}{ENDING}"): written(document, contract, files)}


def _check_template(template: str | None, wanted: Sequence[str]) -> None:
    """Refuse a template that no format uses; say which formats do not."""
    from contract_kit.render import TEMPLATED  # noqa: PLC0415 - as above

    others = [name for name in wanted if name not in TEMPLATED]
    if template and len(others) == len(wanted):
        raise UsageError(
            f"--template is for Word, and {', '.join(others)} does not use it; add docx"
        )
    if template and others:
        say(f"note: --template is for Word; {', '.join(others)} keeps its own layout", err=True)


def _check_folder(output: Path) -> None:
    """Refuse what is a file, or reads as the name of one: a folder is asked for."""
    from contract_kit.render import FORMATS  # noqa: PLC0415 - as above

    if output.suffix.lower().lstrip(".") in FORMATS and not output.is_dir():
        raise UsageError(
            f"--output {shown(output)} names a folder, in which files get the spec's name; "
            "--format chooses their formats"
        )
    if not output.is_dir():
        refuse_place(output / "contract")


def _formats(given: str) -> list[str]:
    from contract_kit.render import FORMATS  # noqa: PLC0415 - as above

    wanted = [name.strip().lower() for name in given.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise UsageError(f"unknown format '{', '.join(unknown)}'; choose from {', '.join(FORMATS)}")
    return list(dict.fromkeys(wanted))


def _render(document: Document, name: str, house: bytes | None) -> bytes:
    from contract_kit.render import render  # noqa: PLC0415 - as above

    try:
        return render(document, name, template=house if name == "docx" else None)
    except ContractKitError:
        raise
    except RecursionError:
        raise UsageError(f"the contract is nested too deeply to write as {name}") from None
