"""A result as a code with parameters and reasons, so that any language can say it.

Kernels hold no words. What they found out is handed on as a `Finding`; templates written separately in Welsh
and in English turn the code into a sentence, and the parameters into the numbers of that sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Finding:
    """What a kernel found: a code, the numbers that go with it, and the findings it rests on.

    Parameters
    ----------
    code : str
        A word of the kernel's own vocabulary (``higher``, ``one_in``, ``no_base``), never shown as it is.
    params : mapping of str to float, int or str
        The numbers (or codes) of the finding, by name. Copied, and closed to changes.
    reasons : tuple of Finding
        Why: further findings, each of the same form.

    Raises
    ------
    ValueError
        If the code is empty.

    Notes
    -----
    Two findings are equal when code, params and reasons are; a finding can be a key of a dictionary. A
    number that is missing is NaN, and a finding with NaN does not equal its twin (as NaN does not): give a
    reason instead of NaN.

    Examples
    --------
    >>> finding = Finding("similar", {"difference": 0.01}, reasons=(Finding("many_comparisons"),))
    >>> finding.code, finding["difference"]
    ('similar', 0.01)
    >>> [found.code for found in finding.walk()]
    ['similar', 'many_comparisons']
    """

    code: str
    params: Mapping[str, float | int | str] = field(default_factory=dict)
    reasons: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        if not self.code:
            raise ValueError("a finding needs a code")
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))
        object.__setattr__(self, "reasons", tuple(self.reasons))

    def __hash__(self) -> int:
        return hash((self.code, frozenset(self.params.items()), self.reasons))

    def __getitem__(self, name: str) -> float | int | str:
        """Return the parameter `name`; `KeyError` when the finding has none."""
        return self.params[name]

    def __reduce__(self) -> tuple[type[Finding], tuple[object, ...]]:
        # A read-only view cannot be pickled, and caches pickle what they keep.
        return type(self), (self.code, dict(self.params), self.reasons)

    def walk(self) -> Iterator[Finding]:
        """Yield this finding, then every reason under it, depth first."""
        yield self
        for reason in self.reasons:
            yield from reason.walk()
