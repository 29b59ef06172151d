"""What is allowed of shapes, and what they say."""

from typing import Any, NamedTuple

BOUNDS = (97.0, 5.0, 106.0, 21.0)
"""West, south, east, north of the country with a margin."""
NEAR_ENOUGH = 1e-4
"""Boundaries within this many degrees (about 11 m) touch: files are rounded to four decimals."""
KINDS = ("Polygon", "MultiPolygon")
ASTRAY = 0.3
"""So many degrees (about 33 km) beyond its shape a known centre does not lie: the shape is another's."""
ASTRAY_ABOVE = 0.6
"""The same where the centre is only that of the area above."""


class Judged(NamedTuple):
    """A geometry with its bounds, or why it is refused."""

    refused: str = ""
    geometry: Any = None
    bounds: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


class Centre(NamedTuple):
    """Where an area is known to lie."""

    lat: float
    lon: float
    name_th: str
    is_own: bool
    """Not merely that of the area above."""


def judge(geometry: object) -> Judged:
    """Say whether a GeoJSON geometry is a valid area of land within the country."""
    import shapely  # type: ignore[import-untyped]  # noqa: PLC0415 - takes a while to load, and hardly anybody needs it
    from shapely import geometry as shapes  # noqa: PLC0415
    from shapely import validation  # noqa: PLC0415

    if not isinstance(geometry, dict) or geometry.get("type") not in KINDS:
        return Judged("not a Polygon or MultiPolygon")
    try:
        made = shapes.shape(geometry)
    except (ValueError, TypeError, AttributeError, IndexError, shapely.errors.ShapelyError):
        return Judged("not a readable geometry")
    if made.is_empty or not made.is_valid:
        return Judged(f"not valid: {validation.explain_validity(made)}")
    west, south, east, north = made.bounds
    if west < BOUNDS[0] or south < BOUNDS[1] or east > BOUNDS[2] or north > BOUNDS[3]:
        return Judged("outside the country; coordinates are longitude, latitude in WGS 84")
    return Judged("", made, (west, south, east, north))


def astray(bounds: tuple[float, float, float, float], centre: Centre) -> str:
    """Say why a shape is not that of the area whose centre is known, or nothing when it may be."""
    west, south, east, north = bounds
    beyond = max(west - centre.lon, centre.lon - east, south - centre.lat, centre.lat - north)
    if beyond <= (ASTRAY if centre.is_own else ASTRAY_ABOVE):
        return ""
    shape = f"{(south + north) / 2:.2f} N {(west + east) / 2:.2f} E"
    return (
        f"the shape lies at {shape}, but {centre.name_th} at {centre.lat:.2f} N {centre.lon:.2f} E;"
        " check the code of this feature and its coordinates (longitude, latitude)"
    )


def holds(geometry: object, lat: float, lon: float) -> bool:
    """Say whether a stored geometry holds a point; its boundary belongs to it."""
    from shapely import geometry as shapes  # noqa: PLC0415 - see judge

    return bool(shapes.shape(geometry).covers(shapes.Point(lon, lat)))


def touch(one: list[Any], other: list[Any]) -> bool:
    """Say whether any piece of one area touches any of another."""
    from shapely import geometry as shapes  # noqa: PLC0415 - see judge

    theirs = [shapes.shape(piece) for piece in other]
    return any(shapes.shape(mine).dwithin(each, NEAR_ENOUGH) for mine in one for each in theirs)
