"""Cuts the fonts of Edau out of Source Sans 3 and Literata (both SIL Open Font License 1.1).

For maintainers, and seldom: `npm ci --prefix assets`, then `python assets/fonts.py` where fontTools and brotli are
installed. The result is committed; its hashes stand in VENDOR.md, and a test compares them. What is cut away: hints,
optical sizes, weights below 400 and above 700, and every character that pages do not need. "Source" is a reserved
name, so a changed font may not keep it: family and file are called Edau Sans and Edau Serif.
"""

from __future__ import annotations

import string
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
FOUND = HERE / "node_modules"
MADE = HERE.parent / "src/edau/ui/static/ui/fonts"
SANS = "@fontsource-variable/source-sans-3/files/source-sans-3-{}-wght-normal.woff2"
SERIF = "@fontsource/literata/files/literata-{}-500-normal.woff2"

# Every page needs these: the alphabet, figures, the accents of Welsh and of names in Wales, and punctuation.
LETTERS = string.ascii_letters + string.digits + "àáâäèéêëìíîïòóôöùúûüýÿÂÊÎÔÛ"
TEXT = LETTERS + " \u00a0!\"#%&'()*+,-./:;<=>?@[]_|©·£–—‘’“”…−"
HEADINGS = LETTERS + " \u00a0!\"&'()+,-./:;?%£·–—‘’“”…−"
# Welsh pages: the accented w and y.
WELSH = "ŴŵŶŷẀẁẂẃẄẅỲỳŸ"
# Now and then: names from elsewhere, units, fractions.
SELDOM = "ÀÁÄÈÉËÌÍÏÒÓÖÙÚÜÝÑñÇçßØøÆæÅåÃãÕõ°²³¹½¼¾×÷€•«»§¶\\^`{}~$®™Œœ↑↓"

FONTS = (
    ("edau-sans", SANS, "latin", TEXT),
    ("edau-sans-ext", SANS, "latin-ext", WELSH),
    ("edau-sans-more", SANS, "latin", SELDOM),
    ("edau-serif", SERIF, "latin", HEADINGS),
    ("edau-serif-ext", SERIF, "latin-ext", WELSH),
)


def cut(source: Path, characters: str, family: str, features: list[str]) -> TTFont:
    """The font with these characters and features only, renamed. Raises ValueError where the source lacks one of them."""
    font = TTFont(source, recalcTimestamp=False)
    copyright_line = font["name"].getDebugName(0)
    version = font["name"].getDebugName(5)
    options = Options(layout_features=features, hinting=False)
    options.drop_tables += ["BASE", "MVAR", "vhea", "vmtx", "gasp", "prep"]
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    missing = set(map(ord, characters)) - set(font.getBestCmap())
    if missing:
        raise ValueError(f"{source.name} lacks {''.join(map(chr, sorted(missing)))}")
    if "fvar" in font:
        plain = BytesIO()
        font.flavor = None
        font.save(plain)
        font = instantiateVariableFont(TTFont(plain, recalcTimestamp=False), {"wght": (400, 700)})
        font["fvar"].instances = []
    del font["STAT"]
    names = font["name"]
    axis = [name for name in names.names if "fvar" in font and name.nameID == font["fvar"].axes[0].axisNameID]
    names.names = axis
    said = {
        0: f"{copyright_line.split(', with Reserved')[0]}. A subset, renamed.",
        1: family,
        2: "Regular",
        3: f"{family}; {version}",
        4: family,
        5: version,
        6: family.replace(" ", ""),
        13: "SIL Open Font License 1.1",
        14: "https://openfontlicense.org",
    }
    for number, text in said.items():
        names.setName(text, number, 3, 1, 0x409)
    font.flavor = "woff2"
    return font


def main() -> None:
    for name, source, part, characters in FONTS:
        heading = source == SERIF
        family = "Edau Serif" if heading else "Edau Sans"
        # Kerning is seen in headings; in running text it would cost two kilobytes a page and nobody would miss it.
        features = ["ccmp", "liga", "locl", "tnum", *(["kern"] if heading else [])]
        file = MADE / f"{name}.woff2"
        cut(FOUND / source.format(part), characters, family, features).save(file)
        print(f"{file.name}: {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
