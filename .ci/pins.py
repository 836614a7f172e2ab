"""Print the pins of pyproject.toml, direct and indirect, as a constraints file for plain pip."""

# ruff: noqa: T201
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
pins = project["project"]["dependencies"] + project["tool"]["uv"]["constraint-dependencies"]
print("\n".join(sorted(pins)))
