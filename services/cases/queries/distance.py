"""How far places are from somewhere, along the great circle. One that is restricted is at no distance from anywhere."""

from dataclasses import dataclass

EARTH_KM = 6371.0088
"""The mean radius of the earth."""


@dataclass(frozen=True, slots=True)
class Around:
    """A position in degrees (WGS84), and how far from it something may be; None: any distance."""

    latitude: float
    longitude: float
    within_km: float | None = None


def parameters(around: Around | None) -> tuple[float | None, float | None, float | None]:
    """The three values that the SQL of `distance` and `fits` asks for, in its order."""
    return (around.latitude, around.longitude, around.within_km) if around else (None, None, None)


def distance(first: int) -> str:
    """The kilometres to a row of `location` that is called `l`, by the parameters from number `first` on.

    Null where nobody asked, where the place has no position, and where it is restricted.
    """
    latitude, longitude = f"${first}::float8", f"${first + 1}::float8"
    return f"""(
        case when not l.restricted then {2 * EARTH_KM} * asin(least(1, sqrt(
            sin(radians(l.latitude - {latitude}) / 2) ^ 2
            + cos(radians({latitude})) * cos(radians(l.latitude)) * sin(radians(l.longitude - {longitude}) / 2) ^ 2
        ))) end
    )"""


def fits(distance: str, first: int) -> str:
    """Whether something at that distance is wanted: anything where nobody asked for what is near."""
    return f"(${first}::float8 is null or coalesce({distance} <= coalesce(${first + 2}::float8, 'infinity'), false))"
