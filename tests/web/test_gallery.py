"""The first page and the map are ordered by what builds on what."""

from pathlib import Path

import pytest

from app.content.index import Glossary, load
from app.demos._registry import registry
from app.rendering.urls import Urls
from app.web.gallery import layers, picture, selection, starters, term_tiles
from app.web.site import Site
from tests.server import PROJECT


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load(Path(PROJECT / "glossary"), registry())


def test_each_term_stands_in_one_layer_below_all_it_needs(glossary: Glossary) -> None:
    place = {term.slug: depth for depth, layer in enumerate(layers(glossary)) for term in layer}
    assert place.keys() == glossary.terms.keys()
    for slug, term in glossary.terms.items():
        assert all(place[needed] < place[slug] for needed in term.entry.prerequisites)


def test_one_starts_with_essential_terms_in_reading_order(glossary: Glossary) -> None:
    chosen = starters(glossary, 4)
    place = {term.slug: depth for depth, layer in enumerate(layers(glossary)) for term in layer}
    assert len(chosen) == 4
    assert all(term.entry.essential and term.leads_to for term in chosen)
    assert [place[term.slug] for term in chosen] == sorted(place[term.slug] for term in chosen)


def test_a_category_shows_its_essential_terms_first(glossary: Glossary) -> None:
    terms = list(glossary.terms.values())
    flags = [term.entry.essential for term in selection(terms, len(terms))]
    assert flags == sorted(flags, reverse=True)


def test_what_the_page_shows_already_comes_last(glossary: Glossary) -> None:
    terms = glossary.in_category("foundations")
    assert "model" in {term.slug for term in selection(terms, 4)}
    assert "model" not in {term.slug for term in selection(terms, 4, {"model"})}
    assert selection(terms, len(terms), {"model"})[-1].slug == "model"


def test_terms_that_show_another_demo_go_before_those_that_repeat_one(glossary: Glossary) -> None:
    chosen = selection(glossary.in_category("word-vectors"), 3)
    demos = [term.entry.demo and term.entry.demo.name for term in chosen]
    assert demos == ["glove", "word2vec", "embedding"]


def test_two_terms_of_one_demo_have_pictures_of_their_own(glossary: Glossary) -> None:
    site = Site(glossary, registry())
    relu, tanh = term_tiles(site, [glossary.terms["relu"], glossary.terms["tanh"]], Urls())
    assert relu.picture
    assert tanh.picture
    assert relu.picture != tanh.picture


def test_a_picture_is_drawn_once() -> None:
    demo = registry()["activation"]
    assert picture(demo) is picture(demo)
