"""Pages of the documentation that are made from the code."""

import argparse
from typing import TYPE_CHECKING

from safetynet.config.instance import start_django

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this family."""
    docs = commands.add_parser("docs", help="renew docs/generated from the code (for developers)")
    docs.add_argument("--check", action="store_true", help="change nothing; exit 1 when a page differs")
    docs.set_defaults(run=_docs)


def _docs(arguments: argparse.Namespace) -> int:
    start_django()
    from safetynet.config.generated import FOLDER, pages  # noqa: PLC0415 (needs Django)

    differing = [name for name, text in pages().items() if not (FOLDER / name).exists() or (FOLDER / name).read_text() != text]
    for name in differing:
        if arguments.check:
            print(f"docs/generated/{name} differs from the code; run 'safetynet docs'.")
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / name).write_text(pages()[name])
            print(f"docs/generated/{name} renewed.")
    return 1 if arguments.check and differing else 0
