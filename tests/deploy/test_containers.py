"""The container files fit the repository and each other; building the image needs an engine and is not done here."""

import re
from pathlib import Path

import yaml

PROJECT = Path(__file__).parents[2]
DEPLOY = PROJECT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def copied() -> set[str]:
    """The files and folders that the image takes from the repository."""
    lines = re.findall(r"^COPY (.+)$", DOCKERFILE, re.MULTILINE)
    return {source for line in lines for source in line.split()[:-1]}


def test_the_image_takes_what_is_there_and_the_builder_lets_it_through() -> None:
    ignore = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert {line.removeprefix("!") for line in ignore if line.startswith("!")} == copied()
    assert {name for name in copied() if not (PROJECT / name).exists()} == set()


def test_the_image_holds_every_folder_that_the_site_reads() -> None:
    assert copied() >= {"app", "templates", "static", "glossary"}


def test_nginx_asks_the_service_that_compose_starts() -> None:
    asked = re.findall(r"^\s*server (\w+):(\d+);", (DEPLOY / "nginx.conf").read_text(), re.MULTILINE)
    [(service, port)] = asked
    assert COMPOSE["services"][service]["build"]["dockerfile"] == "deploy/Dockerfile"
    assert f"EXPOSE {port}" in DOCKERFILE
    assert f'"--port", "{port}"' in DOCKERFILE


def test_compose_mounts_the_tested_nginx_configuration() -> None:
    [mount] = COMPOSE["services"]["nginx"]["volumes"]
    assert (DEPLOY / mount.split(":")[0]).resolve() == DEPLOY / "nginx.conf"
