"""A drawing as shapes: the same shapes become an SVG file and a part of a page, where the page's engine escapes the words."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

WIDTH = 760
INK, LINE, SOLID = "#1b1b1b", "#565c65", "#1b3a6b"
HATCHED, DOTTED = "hatch", "dots"
"""The two fills that are patterns; every other fill is a colour."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle."""

    x: float
    y: float
    wide: float
    tall: float
    fill: str
    kind: str = "bar"


@dataclass(frozen=True, slots=True)
class Words:
    """Words at a place."""

    x: float
    y: float
    words: str
    anchor: str = "start"
    weight: str = "normal"
    size: int = 13
    kind: str = "words"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    kind: str = "stroke"


@dataclass(frozen=True, slots=True)
class Outline:
    """An area with a name."""

    path: str
    fill: str
    title: str
    kind: str = "outline"


Shape = Bar | Words | Stroke | Outline


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a white ground, with the title and the description that stand in for them."""

    key: str
    title: str
    description: str
    height: float
    shapes: tuple[Shape, ...]

    def paint(self, fill: str) -> str:
        """What a fill is called in the document: patterns by their id, which is the drawing's own."""
        return f"url(#{fill}-{self.key})" if fill in (HATCHED, DOTTED) else fill


def as_svg(drawing: Drawing) -> str:
    """The drawing as a document of its own."""
    key, height = drawing.key, f"{drawing.height:.0f}"
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" ',
            f'aria-labelledby="title-{key} described-{key}" font-family="Public Sans, sans-serif" fill="{INK}">',
            f'<title id="title-{key}">{escape(drawing.title)}</title>',
            f'<desc id="described-{key}">{escape(drawing.description)}</desc><defs>',
            f'<pattern id="hatch-{key}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
            f'<rect width="6" height="6" fill="#f6cf7b"/><line x1="0" y1="0" x2="0" y2="6" stroke="{INK}" stroke-width="1.4"/>',
            f'</pattern><pattern id="dots-{key}" width="6" height="6" patternUnits="userSpaceOnUse">',
            f'<rect width="6" height="6" fill="#ffffff"/><circle cx="3" cy="3" r="1" fill="{INK}"/></pattern></defs>',
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            *_elements(drawing),
            "</svg>",
        )
    )


def _elements(drawing: Drawing) -> Iterator[str]:
    for shape in drawing.shapes:
        match shape:
            case Bar():
                yield (
                    f'<rect x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.wide:.1f}" height="{shape.tall:.1f}" '
                    f'fill={quoteattr(drawing.paint(shape.fill))} stroke="{INK}" stroke-width="0.8"/>'
                )
            case Words():
                yield (
                    f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" text-anchor="{shape.anchor}" font-weight="{shape.weight}" '
                    f'font-size="{shape.size}">{escape(shape.words)}</text>'
                )
            case Stroke():
                yield f'<line x1="{shape.x:.1f}" y1="{shape.y:.1f}" x2="{shape.to_x:.1f}" y2="{shape.to_y:.1f}" stroke="{LINE}"/>'
            case Outline():
                yield (
                    f'<path d="{shape.path}" fill={quoteattr(drawing.paint(shape.fill))} stroke="{LINE}" stroke-width="0.6">'
                    f"<title>{escape(shape.title)}</title></path>"
                )
