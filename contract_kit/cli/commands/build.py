"""`contract-kit build`: a spec becomes a contract in Word, PDF, Markdown or HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contract_kit.cli import EXIT_CLEAN
from contract_kit.cli.files import read_bytes, refuse_inputs, refuse_place, shown, write_all
from contract_kit.cli.projects import clause_library, project_of, stance_of
from contract_kit.cli.specs import load_spec
from contract_kit.cli.terminal import say
from contract_kit.errors import ContractKitError, UsageError

if TYPE_CHECKING:
    from contract_kit.document import Document

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
@click.option("--template", type=click.Path(), help="House template: a .docx with our tags.")
@click.option(
    "--stance",
    type=click.Choice(["customer", "balanced", "provider"]),
    help="Override the spec's stance.",
)
@click.option("--strict", is_flag=True, help="Refuse a spec whose completeness warnings are open.")
@click.option("--clean", is_flag=True, help="Leave out the list of assumptions and the comments.")
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
    sign_anchors: bool,
) -> int:
    """Write the contract of SPEC to files named after it.

    Nothing is written unless every format can be.
    """
    from contract_kit.assemble import assemble  # noqa: PLC0415 - after the options are known good
    from contract_kit.render.signing import SIGNABLE, with_anchors  # noqa: PLC0415 - as below

    wanted = _formats(formats)
    _check_folder(output)
    project = project_of(spec)
    named = template or project.template
    house = read_bytes(str(named), limit=MAX_TEMPLATE_BYTES) if named else None
    contract = load_spec(spec, strict=strict)
    for warning in contract.warnings:
        say(str(warning), err=True)
    wording = stance_of(project, contract, stance)
    document = assemble(contract, clause_library(project), stance=wording, clean=clean)
    stem = "contract" if spec == "-" else Path(spec).stem
    signed = with_anchors(document) if sign_anchors else document
    rendered = {
        output / f"{stem}.{name}": _render(signed if name in SIGNABLE else document, name, house)
        for name in wanted
    }
    refuse_inputs(rendered, [spec, named])
    write_all(rendered)
    for path in rendered:
        say(shown(path))
    return EXIT_CLEAN


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
