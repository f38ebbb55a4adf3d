"""A watched folder: good changes are shown, broken ones are named, and the site stays up."""

import shutil
from pathlib import Path

import httpx
import pytest
from anyio import create_task_group, run, sleep

from app.rendering.urls import static_version
from app.web.site import Site, load_site
from app.web.watch import watch
from tests.conftest import Wait
from tests.server import PROJECT, Start

ENTRY = """---
title: {title}
summary: A word that only this test knows.
category: foundations
---
The body of the entry, which mentions nothing.
"""
MISTAKE = """---
title: Broken
summary: An entry that needs what is not there.
category: foundations
prerequisites: [nowhere]
---
The body.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real glossary, to change."""
    return Path(shutil.copytree(PROJECT / "glossary", tmp_path / "copy"))


def slug_is_there(client: httpx.Client, slug: str) -> bool:
    return client.get(f"/terms/{slug}").status_code == 200


def test_a_good_change_is_shown_at_once(start_server: Start, folder: Path, eventually: Wait) -> None:
    with start_server(GLOSSARY_DIRECTORY=str(folder), GLOSSARY_WATCH="true").client() as client:
        before = client.get("/terms/").text
        assert "Quibble" not in before
        (folder / "quibble.md").write_text(ENTRY.format(title="Quibble"))
        eventually(lambda: slug_is_there(client, "quibble"))
        assert "Quibble" in client.get("/terms/").text, "a kept page must not outlive the glossary that it shows"
        (folder / "quibble.md").write_text(ENTRY.format(title="Quibbled"))
        eventually(lambda: "Quibbled" in client.get("/terms/quibble").text)


def test_a_broken_change_leaves_the_last_good_glossary_up_and_says_so(
    start_server: Start, folder: Path, eventually: Wait
) -> None:
    server = start_server(GLOSSARY_DIRECTORY=str(folder), GLOSSARY_WATCH="true")
    with server.client() as client:
        (folder / "broken.md").write_text(MISTAKE)
        eventually(lambda: bool(client.get("/readyz").json()["problems"]))
        assert "nowhere" in client.get("/readyz").json()["problems"][0]
        assert "nowhere" in server.log.read_text()
        for page in ("/", "/terms/relu", "/demos/f1", "/no-such-page", "/api/"):
            assert "unknown term &#39;nowhere&#39;" in client.get(page).text, page
        assert not slug_is_there(client, "broken")
        (folder / "broken.md").unlink()
        eventually(lambda: not client.get("/readyz").json()["problems"])
        assert "nowhere" not in client.get("/").text


def test_a_folder_that_was_gone_is_watched_again(
    start_server: Start, folder: Path, tmp_path: Path, eventually: Wait
) -> None:
    with start_server(GLOSSARY_DIRECTORY=str(folder), GLOSSARY_WATCH="true").client() as client:
        shutil.copytree(folder, tmp_path / "kept")
        shutil.rmtree(folder)
        eventually(lambda: bool(client.get("/readyz").json()["problems"]))
        assert slug_is_there(client, "relu")
        shutil.copytree(tmp_path / "kept", folder)
        eventually(lambda: not client.get("/readyz").json()["problems"])
        (folder / "quibble.md").write_text(ENTRY.format(title="Quibble"))
        eventually(lambda: slug_is_there(client, "quibble"))


def test_without_watching_a_change_waits_for_the_next_start(start_server: Start, folder: Path) -> None:
    with start_server(GLOSSARY_DIRECTORY=str(folder)).client() as client:
        assert client.get("/api/v1/terms").headers["cache-control"].startswith("public")
        (folder / "quibble.md").write_text(ENTRY.format(title="Quibble"))
        assert not slug_is_there(client, "quibble")


def test_while_watching_nobody_keeps_data_without_asking(start_server: Start, folder: Path) -> None:
    with start_server(GLOSSARY_DIRECTORY=str(folder), GLOSSARY_WATCH="true").client() as client:
        assert client.get("/api/v1/terms").headers["cache-control"] == "no-cache"


def test_reload_watches_the_entries_too(start_server: Start, folder: Path, eventually: Wait) -> None:
    arguments = ("--reload", "--reload-dir", "app")
    with start_server(*arguments, GLOSSARY_DIRECTORY=str(folder)).client() as client:
        (folder / "quibble.md").write_text(ENTRY.format(title="Quibble"))
        eventually(lambda: slug_is_there(client, "quibble"))


def test_a_change_of_looks_is_shown_too(folder: Path, tmp_path: Path) -> None:
    looks = tmp_path / "static"
    looks.mkdir()
    site = load_site(folder)
    swapped: list[Site] = []

    async def change_once() -> None:
        async with create_task_group() as tasks:

            def swap(new: Site) -> None:
                swapped.append(new)
                tasks.cancel_scope.cancel()

            tasks.start_soon(watch, folder, (looks,), lambda: site, swap)
            for turn in range(100):
                static_version()
                (looks / "base.css").write_text(f"/* {turn} */")
                await sleep(0.3)

    run(change_once)
    assert swapped[0].glossary.terms.keys() == site.glossary.terms.keys()
    assert static_version.cache_info().currsize == 0, "the files are named anew"
