"""What a name needs is cut from a source in an order to read and to run."""

import ast
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from app.demos._pieces import Pieces, commented, defines

SOURCE = '''\
"""A module that no demo needs."""

from itertools import pairwise

from app.numerics.activations import sigmoid

# half of one
HALF = 0.5


def twice(x):
    return 2 * x


TABLE = [twice(sigmoid(HALF))]


def steps(kind):
    match kind:
        case "up":
            return pairwise(TABLE)
        case "down" | "back":
            return unmet()
        case 3:
            return other("up")
        case _:
            return []


def other(x):
    """See :func:`elsewhere.twice`."""
    return x


def unmet():
    return HALF


def compute(kind):
    return steps(kind)
'''


def loaded(folder: Path, source: str) -> ModuleType:
    written = folder / "made_up.py"
    written.write_text(source, "utf-8")
    spec = spec_from_file_location("made_up", written)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cut(module: ModuleType, named: set[str] | None = None) -> str:
    pieces = Pieces(module, named)
    pieces.want(module, "compute")
    return pieces.written()


def names(text: str) -> list[str]:
    return [name for node in ast.parse(text).body for name in defines(node)]


def test_callers_stand_above_what_they_call_and_constants_that_call_below_it(tmp_path: Path) -> None:
    text = cut(loaded(tmp_path, SOURCE))
    assert names(text)[-8:] == ["HALF", "compute", "steps", "twice", "unmet", "other", "sigmoid", "TABLE"]
    assert "from itertools import pairwise" in text
    assert "# half of one\nHALF = 0.5" in text


def test_cases_that_nothing_names_are_left_out_with_what_only_they_use(tmp_path: Path) -> None:
    text = cut(loaded(tmp_path, SOURCE), {"up"})
    assert 'case "down"' not in text
    assert "def unmet" not in text
    assert 'case "up"' in text
    assert "case 3" in text
    assert "case _" in text
    assert "unmet" in cut(loaded(tmp_path, SOURCE), {"up", "back"})


def test_a_case_is_named_by_strings_and_not_by_its_own_pattern(tmp_path: Path) -> None:
    module = loaded(tmp_path, SOURCE)
    pieces = Pieces(module)
    pieces.want(module, "compute")
    assert "up" in pieces.texts
    assert "down" not in pieces.texts


def test_a_role_becomes_a_name(tmp_path: Path) -> None:
    assert "See ``twice``." in cut(loaded(tmp_path, SOURCE))


def test_a_name_that_the_download_needs_itself_is_refused(tmp_path: Path) -> None:
    module = loaded(tmp_path, "def plain():\n    return 0\n\n\ndef compute():\n    return plain()\n")
    with pytest.raises(TypeError, match="'plain' means two things"):
        cut(module)


def test_a_comment_stands_behind_its_line_or_above_it() -> None:
    assert commented("    x=1,", "An input", "a number") == "    x=1,  # An input; a number"
    above = f"    # {'word ' * 20}word\n    # end\n    x=1,  # a number"
    assert commented("    x=1,", "word " * 21 + "end", "a number") == above
    assert commented("x=1,", "told", "w " * 60).splitlines()[-1] == "x=1,"
