"""Where the shipped style sheets and data stand: in the checkout or in the installed package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent


def styles_dir() -> Path:
    """The folder of the Textual style sheets."""
    return _root(PACKAGE) / "styles"


def data_dir() -> Path:
    """The folder of the shipped questions, agendas and the like."""
    return _root(PACKAGE) / "data"


def load_toml(name: str) -> dict[str, Any]:
    """Read one shipped data file.

    Args:
        name: the file without its ending: `load_toml("agendas")`.

    Raises:
        FileNotFoundError: no such file was shipped.
        tomllib.TOMLDecodeError: it is not TOML; either is a fault of ours, not of the user.
    """
    import tomllib  # the first frame reads styles, and no data

    with (data_dir() / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _root(package: Path) -> Path:
    """The folder above both: an editable install reads the checkout, a wheel what it carries."""
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "styles").is_dir():
        return checkout
    return package / "_assets"
