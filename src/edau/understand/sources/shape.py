"""The declared shape of a raw file, and reading it only if it has that shape."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
import shapely.geometry

from edau.understand.sources.errors import SourceError as SourceError


@dataclass(frozen=True)
class Shape:
    """What a raw file must look like.

    `path` is relative to the raw folder; `columns` are the publisher's own names of the columns we use
    (others may be there); `rows` is how many rows there must be (0: any number).
    """

    path: str
    columns: tuple[str, ...]
    rows: int = 0


def find(raw: Path, shape: Shape) -> Path:
    """Return the file of `shape`; `SourceError` `missing_file` if it is not in the raw folder."""
    path = raw / shape.path
    if not path.is_file():
        raise SourceError(shape.path, "", "missing_file")
    return path


def check(frame: pd.DataFrame, shape: Shape) -> pd.DataFrame:
    """Return the columns of `shape` of a frame that has them, and the declared number of rows."""
    for column in shape.columns:
        if column not in frame.columns:
            raise SourceError(shape.path, column, "missing_column")
    if shape.rows and len(frame) != shape.rows:
        raise SourceError(shape.path, "", "wrong_rows", {"expected": shape.rows, "got": len(frame)})
    return frame[list(shape.columns)]


def read_csv(raw: Path, shape: Shape, header: int | None = 0) -> pd.DataFrame:
    """Read a CSV file as text (missing: empty), in the declared columns. Spaces round the names of columns
    are cut."""
    try:
        frame = pd.read_csv(
            find(raw, shape), dtype=str, keep_default_na=False, header=header, encoding="utf-8-sig"
        )
    except (ValueError, pd.errors.ParserError) as error:
        raise SourceError(shape.path, "", "unreadable", {"text": str(error)}) from error
    frame.columns = [str(column).strip() for column in frame.columns]
    return check(frame, shape)


def read_parquet(raw: Path, shape: Shape) -> pd.DataFrame:
    """Read a Parquet file in the declared columns."""
    try:
        frame = pd.read_parquet(find(raw, shape))
    except (ValueError, OSError) as error:
        raise SourceError(shape.path, "", "unreadable", {"text": str(error)}) from error
    return check(frame, shape)


def read_geojson(raw: Path, shape: Shape) -> pd.DataFrame:
    """Read a GeoJSON file: the declared properties, and `geometry` (shapely, made valid)."""
    try:
        features = json.loads(find(raw, shape).read_text(encoding="utf-8"))["features"]
        properties = pd.DataFrame([feature["properties"] for feature in features])
        geometries = np.array([shapely.geometry.shape(feature["geometry"]) for feature in features])
    except (ValueError, KeyError, TypeError, shapely.errors.ShapelyError) as error:
        raise SourceError(shape.path, "", "unreadable", {"text": str(error)}) from error
    return check(properties, shape).assign(geometry=shapely.make_valid(geometries))


def numbers(frame: pd.DataFrame, column: str, shape: Shape, low: float, high: float) -> pd.Series:
    """Return a column as numbers between `low` and `high`; missing values stay missing (NaN)."""
    texts = frame[column]
    values = pd.to_numeric(texts.mask(texts == ""), errors="coerce").astype(float)
    bad = values.isna() & ~texts.isna() & (texts != "")
    if bad.any():
        raise SourceError(shape.path, column, "not_a_number", {"text": str(texts[bad].iloc[0])})
    outside = (values < low) | (values > high)
    if outside.any():
        params = {"value": float(values[outside].iloc[0]), "low": low, "high": high}
        raise SourceError(shape.path, column, "out_of_range", params)
    return values


def unique(frame: pd.DataFrame, column: str, shape: Shape) -> pd.DataFrame:
    """Return the frame if no value of `column` comes twice or is missing."""
    if (frame[column].isna() | (frame[column] == "")).any():
        raise SourceError(shape.path, column, "missing_value")
    twice = frame[column][frame[column].duplicated()]
    if len(twice):
        raise SourceError(shape.path, column, "repeated", {"value": str(twice.iloc[0])})
    return frame
