"""The forms that parts of an address may have."""

from edau.places.drawn import CITATION, KEY


class AreaReference:
    """A code and a readable name: "W38000081-pontypridd"; for a Public Services Board its code alone: "psb-gwent"."""

    regex = r"[A-Z][0-9]{8}(?:-[a-z0-9-]*)?|psb-[a-z0-9-]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class IndicatorKey:
    regex = r"[a-z0-9_]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DrawnReference:
    """A drawn place: its citation, twelve hexadecimal signs, or the fourteen signs of somebody's link."""

    regex = f"{CITATION}|{KEY}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ReceiptKey:
    """A receipt: the secret of its link, 22 signs, or its id for a reader who has opened it by code or by account."""

    regex = r"[A-Za-z0-9_-]{22}|[2-9a-z]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
