"""Under which name an article stands in addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.help.addresses import LONGEST_SLUG, slugify
from onboarding.help.blocks.outline import anchor, draw
from onboarding.help.reading.queries import catalogue_of
from tests.help.library import Library


def slugs_of(library: Library) -> dict[str, str]:
    """Slugs by title."""
    catalogue = catalogue_of(library.tenant.workspace_id)
    return {entry.title: entry.slug for placed in catalogue.articles.values() for entry in placed.entries.values()}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Überblick (neu)", "uberblick-neu"),
        ("a__b--c", "a-b-c"),
        ("Ångström & Co.", "angstrom-co"),
        ("帮助", ""),
        ("x" * 200, "x" * LONGEST_SLUG),
        ("--a--", "a"),
    ],
)
def test_slug_of_a_name_can_stand_in_an_address(name: str, slug: str) -> None:
    assert slugify(name) == slug


@given(st.text(max_size=120))
def test_slug_of_any_name_is_plain(name: str) -> None:
    slug = slugify(name)
    assert len(slug) <= LONGEST_SLUG
    assert not set(slug) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slugify(slug) == slug


def test_files_without_latin_letters_get_slugs_too(library: Library) -> None:
    library.write("帮助.zh.md", title="帮助")
    library.write("支持/帮助.zh.md", title="支持")
    library.bring_in()
    slugs = slugs_of(library)
    assert all(slug.startswith("article-") for slug in slugs.values())
    assert len(set(slugs.values())) == 2
    library.bring_in()
    assert slugs_of(library) == slugs


def test_a_slug_an_author_chose_goes_before_one_made_from_a_file_name(library: Library) -> None:
    library.write("a/banks.en.md", title="By name")
    library.write("z/other.en.md", title="By choice", slug="banks")
    library.bring_in()
    assert slugs_of(library) == {"By choice": "banks", "By name": "a-banks"}


def test_slugs_of_languages_do_not_meet(library: Library) -> None:
    library.write("banks.en.md", title="Banks")
    library.write("other.de.md", title="Banken", slug="banks")
    library.bring_in()
    assert slugs_of(library) == {"Banks": "banks", "Banken": "banks"}


@pytest.mark.parametrize(
    ("title", "name"),
    [("Pay in full?", "pay-in-full"), ("A & B", "a--b"), ("Über uns", "über-uns"), ("???", "section")],
)
def test_headings_are_linked_to_as_in_other_markdown(title: str, name: str) -> None:
    assert anchor(title) == name


def test_headings_of_one_name_are_told_apart() -> None:
    drawn = draw(
        [{"tag": "h2", "children": ["A"]}, {"tag": "h3", "children": ["A"]}, "text", {"tag": "h2", "children": ['"']}]
    )
    assert [section.id for section in drawn.sections] == ["a", "a-1", "section"]
    assert drawn.html == '<h2 id="a">A</h2><h3 id="a-1">A</h3>text<h2 id="section">"</h2>'
    assert [section.title for section in drawn.chapters] == ["A", '"']
