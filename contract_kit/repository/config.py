"""`contract-kit.toml`: the settings of a folder of contracts."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from contract_kit.characters import cleaned, described, place, texts, unwanted
from contract_kit.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 100_000


class Config(BaseModel):
    """Settings that hold for every contract in and below the folder of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    library: tuple[str, ...] = Field(
        (),
        description="Clause folders laid over the built-in library, each over the one before.",
        examples=[["house/clauses"]],
    )
    packs: tuple[str, ...] = Field(
        (),
        description="Folders of requirement packs laid over the built-in ones.",
        examples=[["house/packs"]],
    )
    template: str | None = Field(
        None,
        description="Word template of `build`, unless --template names another.",
        examples=["house/letterhead.docx"],
    )
    stance: Literal["customer", "balanced", "provider"] | None = Field(
        None,
        description="Wording of clauses where a spec names no stance.",
        examples=["customer"],
    )
    fail_on: Literal["error", "warning", "info", "never"] | None = Field(
        None,
        description="Severity from which commands exit with 1, unless --fail-on says otherwise.",
        examples=["warning"],
    )
    time_limit: int | None = Field(
        None,
        ge=0,
        description="Seconds that `scan` may take for a file, unless --time-limit says otherwise; "
        "0: no limit.",
        examples=[120],
    )
    memory_limit: int | None = Field(
        None,
        ge=0,
        description="Megabytes that `scan` may take for a file, unless --memory-limit says "
        "otherwise; 0: no limit.",
        examples=[2000],
    )


def read_config(path: Path) -> Config:
    """The settings in the file `path`; raises `UsageError` with the line of a mistake."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UsageError(f"{path}: the file is larger than {MAX_BYTES:,} bytes")
    try:
        text = data.decode()
        found = tomllib.loads(text)
        _check_characters(text, found, path)
        return Config.model_validate(found)
    except UnicodeDecodeError:
        raise UsageError(f"{path}:1: this is no UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {cleaned(str(error))}") from None
    except RecursionError:
        raise UsageError(f"{path}:1: too many brackets within each other") from None
    except ValidationError as error:
        raise UsageError(f"{path}:{_mistake(error, text)}") from None


def _check_characters(text: str, found: dict[str, Any], path: Path) -> None:
    """Refuse a character nobody sees, written as it is or as an escape."""
    text = text.replace("\r\n", "\n")
    at = unwanted(text)
    if at is not None:
        line, column = place(text, at)
        said = f"the character {described(text[at])} stands here; delete it"
        raise UsageError(f"{path}:{line}:{column}: {said}")
    for key, value in found.items():
        for one in texts([key, value]):
            at = unwanted(one)
            if at is not None:
                lines = text.splitlines()
                line = next((n for n, row in enumerate(lines, 1) if row.startswith(key)), 1)
                raise UsageError(f"{path}:{line}: {key} holds {described(one[at])}; delete it")


def _mistake(error: ValidationError, text: str) -> str:
    first = error.errors()[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    lines = text.splitlines()
    line = next((n for n, one in enumerate(lines, 1) if one.lstrip().startswith(key)), 1)
    known = ", ".join(Config.model_fields)
    hint = f"; choose from {known}" if first["type"] == "extra_forbidden" else ""
    said = "unknown setting" if hint else first["msg"]
    return f"{line}: {'.'.join(map(str, first['loc']))}: {said}{hint}"


def schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors that check TOML."""
    return {**Config.model_json_schema(), "title": "contract-kit.toml"}
