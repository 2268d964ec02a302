"""What may not stand in the repository: others' code, addresses, secrets, half-done work, blaming words."""

import ast
import re
from pathlib import Path

import pytest

from tests.repository.tree import PRODUCT, ROOT, files, is_migration, named, parsed, tracked

OUR_KINDS = {
    ".py",
    ".sql",
    ".html",
    ".md",
    ".txt",
    ".typ",
    ".scss",
    ".js",
    ".toml",
    ".ini",
    ".lock",
    ".json",
    ".svg",
    ".xlsx",
    ".png",
}
"""Endings of files that we write ourselves. Fonts, minified scripts and libraries come from locked packages at install time."""

WITHOUT_ENDING = {"Makefile", "LICENSE", "NOTICE", ".gitignore", ".npmrc", "lock", "run"}


def texts() -> list[tuple[str, str]]:
    """Path and words of every tracked text."""
    return [(named(path), path.read_text(encoding="utf-8")) for path in tracked() if path.suffix not in {".xlsx", ".png"}]


def test_only_files_of_our_own() -> None:
    """Anything else is a third party's file, or something left behind."""
    strange = [named(path) for path in tracked() if path.suffix not in OUR_KINDS and path.name not in WITHOUT_ENDING]
    strange += [named(path) for path in tracked() if re.search(r"\.min\.|node_modules|\.venv|^var/", named(path))]
    strange += [named(path) for path in tracked() if path.suffix == ".xlsx" and path.parent != ROOT / "tests" / "data"]
    assert strange == []


def test_no_line_is_as_long_as_in_minified_code() -> None:
    """A line that nobody wrote by hand. What a program made and the truth behind the workbook aside."""
    aside = re.compile(r"\.lock$|package-lock\.json$|^tests/data/|\.svg$|^docs/generated/|/migrations/")
    assert [name for name, text in texts() if not aside.search(name) and max(map(len, text.splitlines()), default=0) > 600] == []


def test_locks_hold_names_versions_and_hashes_only() -> None:
    """No address of anybody's registry."""
    locks = [path for path in tracked() if path.suffix == ".lock" or path.name == "package-lock.json"]
    assert len(locks) >= 4
    assert [named(path) for path in locks if re.search(r"https?://", path.read_text())] == []
    for path in locks:
        text = path.read_text()
        if path.suffix == ".lock":
            pinned = re.findall(r"^[A-Za-z0-9][\w.\-\[\]]*==\S+", text, re.MULTILINE)
            assert pinned, named(path)
            assert text.count("--hash=sha256:") >= len(pinned), named(path)


@pytest.mark.parametrize(
    "pattern",
    [
        r"/(?:w[o]rk|h[o]me|r[o]ot|f[a]rm)/\w",
        r"-----BEGIN [A-Z ]*PRIVATE KEY",
        r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
        r"pragma: no cov" + r"er",
        r"pytest\.mark\.(?:sk" + r"ip|xf" + r"ail)\b",
        r"raise NotImplemented" + r"Error",
    ],
)
def test_no_trace_of_a_machine_a_secret_or_half_done_work(pattern: str) -> None:
    """Each of these is a thing somebody meant to come back to."""
    assert [name for name, text in texts() if re.search(pattern, text)] == []


def calls(path: Path) -> set[str]:
    """The names of everything that a module calls."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            found.add(ast.unparse(node.func).rpartition(".")[2])
    return found


def test_the_product_says_what_it_refuses_and_never_asserts() -> None:
    """`assert` disappears under -O; signals, eval and marking text as safe have no place at all."""
    forbidden = {"mark_safe", "format_html", "eval", "exec", "receiver", "RawSQL", "extra", "from_string"}
    for path in files(*PRODUCT, ending=".py"):
        if is_migration(path):
            continue
        assert not any(isinstance(node, ast.Assert) for node in ast.walk(parsed(path))), named(path)
        assert not calls(path) & forbidden, (named(path), calls(path) & forbidden)


def test_only_the_clock_asks_what_time_it_is() -> None:
    """Dates come in as arguments; `kernel.clock` alone asks the system, and elapsed time is measured by monotonic clocks."""
    asking = re.compile(r"\b(?:date\.today|datetime\.now|datetime\.utcnow|timezone\.now|time\.time)\(")
    found = [
        named(path) for path in files("safetynet", ending=".py") if asking.search(path.read_text()) and path.name != "clock.py"
    ]
    assert found == []


def test_sql_is_never_put_together_with_values() -> None:
    """No f-string, no +, no % and no .format() as the statement of execute(); names go through psycopg.sql."""
    found = []
    for path in files(*PRODUCT, "bench", ending=".py"):
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"execute", "executemany"}
                and node.args
            ):
                statement = node.args[0]
                joined = isinstance(statement, ast.JoinedStr | ast.BinOp)
                formatted = isinstance(statement, ast.Call) and ast.unparse(statement.func).endswith("'.format")
                if joined or formatted:
                    found.append(f"{named(path)}:{node.lineno}")
    assert found == []


def test_the_words_do_not_blame_a_child() -> None:
    """Victim-centred language everywhere. Statute names stand in code lists and in the words a workbook uses."""
    blaming = re.compile(
        r"\b(?:prostitut\w*|teen hooker|working girls?|promiscu\w*|child porn\w*|sex workers?|pimps?|johns)\b", re.IGNORECASE
    )
    may_name = {"safetynet/kernel/codes/charges.py", "safetynet/intake/rules/headers.py", "safetynet/reports/queries/counts.sql"}
    may_name |= {"safetynet/reports/queries/shape/02_events.sql", "safetynet/youths/rules/htcds_words.py"}
    found = {
        name: sorted(set(blaming.findall(text)))
        for name, text in texts()
        if blaming.search(text) and name not in may_name and not name.startswith(("tests/", "docs/generated/data-dictionary"))
    }
    assert found == {}


def test_every_dependency_says_why_it_is_there() -> None:
    """Each line in pyproject.toml carries its reason."""
    text = (ROOT / "pyproject.toml").read_text()
    lines = [line for line in text.splitlines() if re.match(r'\s+"[A-Za-z0-9].*[><=].*",', line)]
    assert len(lines) > 15
    assert [line for line in lines if "#" not in line] == []
