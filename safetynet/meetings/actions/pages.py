"""Setting any page: texts that the typefaces at hand can show, and tagged PDF/UA-1 out of a template."""

import json
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any

import typst

from safetynet.meetings.rules.legible import legible, signs, stand_in

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "meetings"
_TRIAL = TEMPLATES / "packet_trial.typ"
_TYPEFACE = "Public Sans"


def compile_pages(template: Path, payload: Mapping[str, Any], fonts: Path) -> bytes:
    """A PDF/UA-1 document from a template that is told a payload. Raises typst's error when it cannot be set."""
    return _compile(template, {"payload": json.dumps(payload), "typeface": _TYPEFACE}, fonts)


def set_document(template: Path, told: Mapping[str, Any], fonts: Path) -> bytes:
    """The same from texts as they are, made legible and settable first."""
    return compile_pages(template, printable(told, fonts), fonts)


def printable(payload: Mapping[str, Any], fonts: Path) -> dict[str, Any]:
    """What a template may be told: texts only, legible, and none with a character that the typefaces lack."""
    told: dict[str, Any] = _through(payload, legible)
    found = {sign for text in _texts(told) if not text.isascii() for sign in signs(text) if not sign.isascii()}
    missing = _missing(found, fonts)
    return _through(told, lambda text: stand_in(text, missing)) if missing else told


def _through(value: Any, change: Callable[[str], str]) -> Any:
    """A document with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _through(each, change) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_through(each, change) for each in value]
    return value


def _texts(value: Any) -> Iterator[str]:
    """Every text of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _missing(wanted: Set[str], fonts: Path) -> set[str]:
    """Which of these signs no typeface at hand can show. PDF/UA refuses a page with even one of them."""
    if not wanted or _can_be_set(frozenset(wanted), fonts):
        return set()
    if len(wanted) == 1:
        return set(wanted)
    ordered = sorted(wanted)
    half = len(ordered) // 2
    return _missing(set(ordered[:half]), fonts) | _missing(set(ordered[half:]), fonts)


@cache
def _can_be_set(wanted: frozenset[str], fonts: Path) -> bool:
    try:
        _compile(_TRIAL, {"text": "\n".join(sorted(wanted)), "typeface": _TYPEFACE}, fonts)
    except typst.TypstError:
        return False
    return True


def _compile(template: Path, inputs: dict[str, str], fonts: Path) -> bytes:
    return bytes(typst.compile(template, format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs, font_paths=_fonts(fonts)))


@cache
def _fonts(folder: Path) -> typst.Fonts:
    """The house's typeface, and for other scripts those that the typesetter brings along; never what a machine happens to have."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
