"""The loops of `loops` as machine code, made by numba when somebody first needs them, and kept on disk.

Importing this module costs nothing: numba itself is imported by the first call of `loop`. Problems that are small never
come here (see `candidates` and `assignment`), so that neither a web page nor a short list on the command line waits for
a compiler. `warm` compiles everything beforehand, to be called where nobody waits.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from edau.kernels.matching import loops


@cache
def loop(name: str) -> Callable[..., Any]:
    """Return a function of `loops`, compiled. Numba keeps the code beside the source, or in the user's own cache.

    Raises
    ------
    ImportError
        Where numba is not installed.

    Notes
    -----
    Where no folder can be written to, the code is compiled anew by each process: slower by seconds, otherwise alike.
    """
    numba = import_module("numba")
    source = getattr(loops, name)
    try:
        return _compiler(numba.njit(cache=True, nogil=True)(source))
    except RuntimeError:  # numba found no folder to keep its code in
        return _compiler(numba.njit(nogil=True)(source))


def _compiler(compiled: Any) -> Callable[..., Any]:
    function: Callable[..., Any] = compiled
    return function


def available() -> bool:
    """Whether numba is installed; it is imported to find out."""
    try:
        import_module("numba")
    except ImportError:
        return False
    return True


def warm() -> None:
    """Compile every loop, or fetch it from disk: seconds the first time, a fraction of one later.

    Runs a problem of one offer and one need through the same calls as a large one, so that just the types that are
    used are compiled.
    """
    from edau.kernels.matching.assignment import Problem, solve
    from edau.kernels.matching.candidates import candidates
    from edau.kernels.matching.profiles import Needs, Offers, facts
    from edau.kernels.matching.values import Weights

    one, zero = np.ones(1), np.zeros(1, np.int64)
    week, fact = np.full((1, 7), 1, np.uint64), np.array([facts([0], [0], [])], np.uint64)
    offers = Offers(one, one, one, one > 0, week, fact, zero, zero, zero, zero + 1, zero, one, zero)
    needs = Needs(one, one, one > 0, week, zero + 1, fact, zero, zero, zero + 1, one, zero)
    pairs = candidates(offers, needs, Weights(), compile=True)
    solve(Problem.of(pairs, offers.capacity, needs.capacity), compile=True)
