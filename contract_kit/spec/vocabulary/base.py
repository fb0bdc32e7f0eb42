"""What every model of the vocabulary shares."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import core_schema


class Model(BaseModel):
    """A map of the spec: closed, frozen, its attributes named as its keys.

    Keys that are Python keywords (`class`, `in`, `from`, `except`) have attributes with an
    underscore at the end; `getattr(metric, "class")` works as well.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        defer_build=True,
        arbitrary_types_allowed=True,
        populate_by_name=False,
        protected_namespaces=(),
    )

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Validate as the loader does, also when a model is used on its own."""
        from contract_kit.spec.vocabulary.compiled import schema_of  # noqa: PLC0415 - a cycle

        return schema_of(cls)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if keyword.iskeyword(name) and f"{name}_" in type(self).model_fields:
                return getattr(self, f"{name}_")
            return super().__getattr__(name)
