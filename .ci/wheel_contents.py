"""List a wheel, and end with an error when it carries too little or too much.

Usage: wheel_contents.py FILE.whl
"""

# ruff: noqa: T201
import fnmatch
import sys
import zipfile

NEEDED = [
    "convo_tui/__main__.py",
    "convo_tui/py.typed",
    "convo_tui/storage/migrations/versions/0001*.py",
    "convo_tui/_assets/styles/app.tcss",
    "convo_tui/_assets/data/agendas.toml",
    "convo_tui/_assets/data/questions.toml",
    "convo_tui/_assets/data/templates/document.css",
    "convo_tui/_assets/data/templates/document.html",
    "*.dist-info/licenses/LICENSE",
]
WELCOME = ["convo_tui/*", "convo_tui-*.dist-info/*"]
UNWELCOME = ["*.db", "*.db-*", "*.pyc", "*/.*", "convo_tui/_assets/*.py"]


def main(wheel: str) -> int:
    """List the wheel; the exit status says whether all is right."""
    names = sorted(zipfile.ZipFile(wheel).namelist())
    print("\n".join(names))
    wrong = [f"missing: {each}" for each in NEEDED if not fnmatch.filter(names, each)]
    for name in names:
        welcome = any(fnmatch.fnmatch(name, each) for each in WELCOME)
        if not welcome or any(fnmatch.fnmatch(name, each) for each in UNWELCOME):
            wrong.append(f"does not belong: {name}")
    print("\n".join(wrong) or "The wheel carries what it should.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
