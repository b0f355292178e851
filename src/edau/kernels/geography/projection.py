"""From longitude and latitude to a plane: kilometres around Wales, and the coordinates of a drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from edau.kernels.arrays import FloatArray, Numbers, as_floats

#: Mean radius of the Earth (IUGG), in kilometres.
EARTH_RADIUS_KM: Final = 6371.0088

#: The middle of Wales, where the plane touches: east–west lengths are true along this parallel.
MIDDLE_LON: Final = -4.0
MIDDLE_LAT: Final = 52.4

_KM_PER_DEGREE: Final = math.radians(1) * EARTH_RADIUS_KM
_KM_PER_DEGREE_EAST: Final = _KM_PER_DEGREE * math.cos(math.radians(MIDDLE_LAT))


def to_plane(lon: float | Numbers, lat: float | Numbers) -> tuple[FloatArray, FloatArray]:
    """Project longitude and latitude to kilometres east and north of the middle of Wales.

    Parameters
    ----------
    lon, lat : float or array, same shape
        Degrees, WGS84, longitude first as in GeoJSON.

    Returns
    -------
    tuple of two arrays
        Kilometres east and kilometres north.

    Notes
    -----
    Equirectangular with true scale at 52.4° north. North–south lengths are true everywhere; east–west
    lengths are 2.5% short in Cardiff's latitude and 2.5% long in Holyhead's. Good for drawing and
    simplifying Wales, not for lengths (see `distance`). Linear, hence `from_plane` undoes it up to
    rounding. Missing numbers stay missing.

    References
    ----------
    Snyder, J. P. (1987). *Map Projections: A Working Manual*. U.S. Geological Survey Professional Paper 1395,
    pp. 90–91.

    Examples
    --------
    >>> east, north = to_plane([-4.0, -3.0], [52.4, 53.4])
    >>> east.round(1), north.round(1)
    (array([ 0. , 67.8]), array([  0. , 111.2]))
    """
    return (
        np.asarray((as_floats(lon) - MIDDLE_LON) * _KM_PER_DEGREE_EAST),
        np.asarray((as_floats(lat) - MIDDLE_LAT) * _KM_PER_DEGREE),
    )


def from_plane(east: float | Numbers, north: float | Numbers) -> tuple[FloatArray, FloatArray]:
    """Return the longitude and latitude of points of the plane: the reverse of `to_plane`.

    Parameters
    ----------
    east, north : float or array, same shape
        Kilometres from the middle of Wales.

    Returns
    -------
    tuple of two arrays
        Longitude and latitude in degrees.

    Examples
    --------
    >>> lon, lat = from_plane(*to_plane(-3.18145, 51.49752))
    >>> round(float(lon), 5), round(float(lat), 5)
    (-3.18145, 51.49752)
    """
    return (
        np.asarray(as_floats(east) / _KM_PER_DEGREE_EAST + MIDDLE_LON),
        np.asarray(as_floats(north) / _KM_PER_DEGREE + MIDDLE_LAT),
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the Earth, drawn upright on a sheet of a given width: y grows downwards, as in SVG.

    Parameters
    ----------
    west, south, east, north : float
        Degrees; all of Wales unless told.
    width : float
        Of the drawing, in its own units. The height follows.

    Raises
    ------
    ValueError
        If the rectangle is empty or the width not positive.

    Examples
    --------
    >>> frame = Frame(width=100)
    >>> round(frame.height, 1)
    113.7
    >>> x, y = frame.place(-5.7, 53.5)
    >>> float(x), float(y)
    (0.0, 0.0)
    """

    west: float = -5.7
    south: float = 51.3
    east: float = -2.53
    north: float = 53.5
    width: float = 1.0

    def __post_init__(self) -> None:
        if not (self.west < self.east and self.south < self.north and self.width > 0):
            raise ValueError("a frame needs west < east, south < north and a width")

    @property
    def scale(self) -> float:
        """Units of the drawing per kilometre."""
        return self.width / ((self.east - self.west) * _KM_PER_DEGREE_EAST)

    @property
    def height(self) -> float:
        """Height of the drawing in its own units."""
        return (self.north - self.south) * _KM_PER_DEGREE * self.scale

    def place(self, lon: float | Numbers, lat: float | Numbers) -> tuple[FloatArray, FloatArray]:
        """Return where points lie on the drawing; points outside the frame lie outside the drawing.

        Parameters
        ----------
        lon, lat : float or array, same shape
            Degrees.

        Returns
        -------
        tuple of two arrays
            x to the right and y downwards, from the north-west corner.
        """
        right = (as_floats(lon) - self.west) * _KM_PER_DEGREE_EAST * self.scale
        down = (self.north - as_floats(lat)) * _KM_PER_DEGREE * self.scale
        return np.asarray(right), np.asarray(down)
