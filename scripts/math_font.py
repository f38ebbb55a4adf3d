"""Make static/fonts/stix-two-math.woff2: the part of STIX Two Math that formulas of this glossary can need.

Run it with a Python that has fonttools and brotli, on a machine with npm. The result is committed, so neither the
server nor the tests need any of the three. The font's license goes beside it, as the OFL asks.
"""

import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

PACKAGE = "@fontsource/stix-two-math@5.3.0"
SOURCE = "package/files/stix-two-math-latin-400-normal.woff2"
FONTS = Path(__file__).parent.parent / "static" / "fonts"
LARGEST = 100_000  # bytes a reader downloads once

# Whole blocks rather than a list of commands: a formula written next year should not meet a hole.
RANGES = (
    (0x0020, 0x007E),  # upright Latin and digits; the browser turns a lone letter into its italic below
    (0x0391, 0x03A9),  # Greek
    (0x03B1, 0x03C9),
    (0x2000, 0x200A),  # spaces
    (0x2010, 0x2026),  # dashes, bars, ellipsis
    (0x2032, 0x2037),  # primes
    (0x20D0, 0x20DC),  # arrows and dots above a letter
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # operators and relations
    (0x27E6, 0x27EF),  # brackets
    (0x27F5, 0x27FF),  # long arrows
    (0xFE00, 0xFE01),  # variation selectors: the calligraphic and the script form of one letter, the slashed zero
    (0x1D400, 0x1D49B),  # bold, italic and bold italic Latin
    (0x1D49C, 0x1D4CF),  # script: losses and distributions
    (0x1D538, 0x1D56B),  # double-struck: sets and expectations
    (0x1D5A0, 0x1D5D3),  # sans-serif: the transpose sign
    (0x1D6A4, 0x1D6A5),  # dotless i and j, under a hat
    (0x1D6A8, 0x1D755),  # bold, italic and bold italic Greek
    (0x1D7CE, 0x1D7E1),  # bold and double-struck digits
)
SINGLES = (
    "£¥§¨©¬¯°±´¶·×ð÷ıȷˆˇ˘˙˜"
    "\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u030a\u030c\u0332\u0338"  # accents, and the stroke of "not"
    "ϑϕϖϱϵϰϝ϶ℂℊℋℌℎℏℐℑℒℓℕ℘ℙℚℛℜℝℤ℧ℬℭℯℰℱℳℴℵℶℷℸ"
    "⌈⌉⌊⌋⌢⌣⎰⎱⎴⎵⏜⏝⏞⏟⏠⏡■□△▲▴▵▶▷▼▽▾▿◀◁◊○●◯◻★☊♠♡♢♣♮♯✓✠⟋"
    "⤙⤚⦃⦄⦇⦈⦉⦊⦵⧫⨀⨁⨂⨃⨄⨇⨈⨋⨌⨍⨎⨑⨿⩞⩴⩽⩾⪅⪆⪇⪈⪋⪌⪕⪖⪯⪰⪷⪸⪹⪺⫅⫆⫋⫌"
)


def fetch(folder: Path) -> Path:
    """Unpack the npm package into ``folder``; returns the folder that holds its files."""
    subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True)  # noqa: S603, S607
    [archive] = folder.glob("*.tgz")
    with tarfile.open(archive) as package:
        package.extractall(folder, filter="data")
    return folder


def reduce(font: TTFont) -> None:
    """Keep the wanted characters and every larger or stretched form that the MATH table reaches from them."""
    options = subset.Options()
    options.hinting = False  # more than a quarter of the bytes; it serves coarse pixels only
    options.glyph_names = False
    options.drop_tables += ["GPOS"]  # kerning of running text
    wanted = {code for low, high in RANGES for code in range(low, high + 1)} | {ord(character) for character in SINGLES}
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)


def main() -> None:
    """Write the font and its license, or stop if the font has become too heavy."""
    with tempfile.TemporaryDirectory() as name:
        package = fetch(Path(name))
        font = TTFont(package / SOURCE, recalcTimestamp=False)
        reduce(font)
        font.flavor = "woff2"
        target = FONTS / "stix-two-math.woff2"
        font.save(target)
        (FONTS / "OFL.txt").write_bytes((package / "package" / "LICENSE").read_bytes())
    size = target.stat().st_size
    print(f"{target.name}: {len(font.getBestCmap())} characters, {font['maxp'].numGlyphs} glyphs, {size} bytes")
    if size > LARGEST:
        raise SystemExit(f"{target.name} has {size} bytes; at most {LARGEST} are allowed. Drop a range.")


if __name__ == "__main__":
    main()
