"""The packet's copies as HTML, for a typesetter of HTML: the same texts in the same order, with heads, feet and watermark."""

from pathlib import Path
from typing import Any

from jinja2 import Environment

_SET = Environment(autoescape=True).from_string(Path(__file__).with_name("_packet.html").read_text())


def page_of(payload: dict[str, Any], fonts: Path) -> str:
    """One copy as a document."""
    return _SET.render(**payload, copy=payload["copies"][0], fonts=fonts.as_uri())
