"""The outlines of California's counties, taken from the locked package of public borders into ``build/maps``; never committed."""

import json
from collections.abc import Iterator, Sequence
from math import cos, radians
from pathlib import Path
from typing import Any

from safetynet.kernel.counties import COUNTIES

_WIDE, _MIDDLE = 520.0, 37.3
"""Width of the drawing, and the latitude at which east-west and north-south have the same scale."""


def keep_counties(atlas: Path, kept: Path) -> None:
    """Write the outline of each of the 58 counties, by name, as the path of a drawing 520 wide."""
    topology = json.loads(atlas.read_text())
    arcs = [list(_degrees(arc, topology["transform"])) for arc in topology["arcs"]]
    by_fips = {str(shape["id"]): shape for shape in topology["objects"]["counties"]["geometries"]}
    rings = {county.name: _rings(by_fips[county.fips], arcs) for county in COUNTIES}
    west = min(point[0] for shape in rings.values() for ring in shape for point in ring)
    north = max(point[1] for shape in rings.values() for ring in shape for point in ring)
    east = max(point[0] for shape in rings.values() for ring in shape for point in ring)
    scale = _WIDE / ((east - west) * cos(radians(_MIDDLE)))

    def drawn(ring: Sequence[tuple[float, float]]) -> str:
        points = [((x - west) * cos(radians(_MIDDLE)) * scale + 10, (north - y) * scale + 10) for x, y in ring]
        return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + "Z"

    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps({name: "".join(drawn(ring) for ring in shape) for name, shape in rings.items()}))


def _degrees(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """The points of an arc: each is told by its distance from the one before."""
    x = y = 0
    for across, up in arc:
        x, y = x + across, y + up
        yield x * transform["scale"][0] + transform["translate"][0], y * transform["scale"][1] + transform["translate"][1]


def _rings(shape: dict[str, Any], arcs: Sequence[list[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return [
        [point for index in ring for point in (arcs[index] if index >= 0 else arcs[~index][::-1])]
        for polygon in polygons
        for ring in polygon
    ]
