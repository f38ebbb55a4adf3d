"""What is kept, and what falls off."""

from hypothesis import given
from hypothesis import strategies as st

from app.web.shelf import Shelf


def test_what_was_put_is_found() -> None:
    shelf: Shelf[bytes] = Shelf(800)
    shelf.put("a", b"12345")
    assert shelf.get("a") == b"12345"
    assert shelf.get("b") is None


def test_what_was_not_asked_for_longest_falls_off_first() -> None:
    shelf: Shelf[bytes] = Shelf(800)
    for name in "abcdefgh":
        shelf.put(name, bytes(100))
    assert shelf.get("a") is not None
    shelf.put("i", bytes(100))
    assert shelf.get("b") is None
    assert shelf.get("a") is not None


def test_one_large_thing_does_not_push_out_the_others() -> None:
    shelf: Shelf[bytes] = Shelf(800)
    shelf.put("small", bytes(100))
    shelf.put("large", bytes(101))
    assert shelf.get("large") is None
    assert shelf.get("small") is not None


def test_a_shelf_of_nothing_keeps_nothing() -> None:
    shelf: Shelf[bytes] = Shelf(0)
    shelf.put("a", b"1")
    assert shelf.get("a") is None


def test_clearing_begins_a_new_generation() -> None:
    shelf: Shelf[bytes] = Shelf(800)
    before = shelf.generation
    shelf.put("a", b"1")
    shelf.clear()
    assert shelf.get("a") is None
    assert shelf.used == 0
    assert shelf.generation > before


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 150)), max_size=60))
def test_the_bound_holds_whatever_is_put(puts: list[tuple[int, int]]) -> None:
    shelf: Shelf[bytes] = Shelf(800)
    kept: dict[int, int] = {}
    for key, size in puts:
        shelf.put(key, bytes(size))
        kept[key] = size
        assert shelf.used <= shelf.capacity
    assert shelf.used == sum(len(found) for key in kept if (found := shelf.get(key)) is not None)
