"""Settings come from the environment, are checked once, and never change while the site runs."""

import sys
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """Everything that an operator can turn; each name stands in the environment behind ``GLOSSARY_``."""

    model_config = SettingsConfigDict(env_prefix="GLOSSARY_", frozen=True)

    directory: Path = Field(
        default=PROJECT / "glossary",
        description="The folder that holds the entries and _categories.yaml.",
    )
    watch: bool = Field(
        default_factory=lambda: "--reload" in sys.argv,
        description="Load the glossary again whenever an entry, a template or a static file changes; on where uvicorn "
        "runs with --reload. A broken change leaves the last good glossary up and shows what is wrong. "
        "Browsers are told to ask again for data that they hold.",
    )
    page_cache_megabytes: int = Field(
        default=64,
        ge=0,
        le=16_384,
        description="Memory for finished pages, per process. 0 renders every page anew.",
    )
    demo_cache_megabytes: int = Field(
        default=16,
        ge=0,
        le=16_384,
        description="Memory for computed figures and numbers, per process. 0 computes every request anew.",
    )
