"""Flows between places, shared out from flows between MSOAs, and what they say about each place.

An MSOA's residents are shared over places by where they live; its jobs by the number of workplace zones in
each place. An MSOA without a workplace zone has its jobs shared like its residents.
"""

from __future__ import annotations

import pandas as pd

from edau.understand.files.schema import OUTSIDE

LEAST = 1  # smaller flows are noise of the sharing out


def by_residents(lookup: pd.DataFrame) -> pd.DataFrame:
    """Return `msoa`, `place` and `share` of the MSOA's residents; `lookup` has `msoa`, `place` (empty:
    outside) and `persons` of each Output Area."""
    persons = (
        lookup.assign(place=lookup["place"].replace("", OUTSIDE)).groupby(["msoa", "place"])["persons"].sum()
    )
    share = persons / persons.groupby("msoa").transform("sum")
    return share.rename("share").reset_index()


def by_jobs(zones: pd.DataFrame, residents: pd.DataFrame) -> pd.DataFrame:
    """Return `msoa`, `place` and `share` of the MSOA's jobs; `zones` has `msoa` and `place` (empty: outside)
    of each workplace zone, `residents` is `by_residents`."""
    number = zones.assign(place=zones["place"].replace("", OUTSIDE)).groupby(["msoa", "place"]).size()
    share = (number / number.groupby("msoa").transform("sum")).rename("share").reset_index()
    return pd.concat([share, residents[~residents["msoa"].isin(share["msoa"])]], ignore_index=True)


def between_places(flows: pd.DataFrame, origins: pd.DataFrame, destinations: pd.DataFrame) -> pd.DataFrame:
    """Return `origin`, `destination` and `people` between places.

    `flows` has the same columns between MSOAs; `origins` and `destinations` are shares of MSOAs. Ends outside
    Wales become the first three characters of their code (E02: England); ends in Wales outside every place,
    `OUTSIDE`.
    """
    shared = _shared(_shared(flows, "origin", origins), "destination", destinations)
    return shared.groupby(["origin", "destination"])["people"].sum().reset_index()


def _shared(flows: pd.DataFrame, end: str, shares: pd.DataFrame) -> pd.DataFrame:
    joined = flows.merge(shares.rename(columns={"msoa": end}), on=end, how="left")
    return joined.assign(
        **{end: joined["place"].fillna(joined[end].str[:3])},
        people=joined["people"] * joined["share"].fillna(1),
    ).drop(columns=["place", "share"])


def fit_of_places(lookup: pd.DataFrame, residents: pd.DataFrame) -> pd.Series:
    """Return how much of "its" MSOAs each place is: the share of the MSOA, averaged over the place's
    residents."""
    persons = lookup[lookup["place"] != ""].groupby(["msoa", "place"])["persons"].sum().reset_index()
    joined = persons.merge(residents, on=["msoa", "place"])
    weighted = (joined["share"] * joined["persons"]).groupby(joined["place"]).sum()
    return weighted / joined.groupby("place")["persons"].sum()


def work_of_places(flows: pd.DataFrame) -> pd.DataFrame:
    """Return `stay`, `leave` and `arrive` of each place: commuters who live and work there, live there, work
    there.

    Index is the place; missing (NaN) where there is no flow at all. `stay` of a place that no one both lives
    and works in is missing too: with no workplace zone in it, its jobs are not known.
    """
    own = flows[flows["origin"] == flows["destination"]].set_index("origin")["people"]
    leave = flows.groupby("origin")["people"].sum()
    arrive = flows.groupby("destination")["people"].sum()
    return pd.DataFrame({"stay": own, "leave": leave, "arrive": arrive})
