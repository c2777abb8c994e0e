"""What survives of a vendor's help centre, and who may read it here: never more people than there."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from onboarding.content.faults import SourceRefused
from onboarding.help.files.models import Image
from onboarding.help.importers.report import ImportReport, RemarkKind
from onboarding.help.importers.source import SourceArticle, SourceHelpCentre
from onboarding.help.importers.vendors.access import Restricted
from onboarding.help.importers.vendors.answers import Answer
from onboarding.help.importers.vendors.chatwoot import read_chatwoot
from onboarding.help.importers.vendors.helpscout import read_helpscout
from onboarding.help.importers.vendors.intercom import read_intercom
from onboarding.help.importers.vendors.reading import Reading
from onboarding.help.importers.vendors.zendesk import read_zendesk
from onboarding.help.models import OF_ARTICLE, Article, ArticleTranslation, Redirect
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.reading.tree import tree
from onboarding.store import db
from tests.conftest import Tenant
from tests.help.importers.conftest import BringIn, Read

READING = Reading(default_locale="en")
SITE = "https://acme.zendesk.com"
CATEGORY = {"category": {"id": 1, "name": "General", "position": 0, "locale": "en-us"}}
SECTION = {"section": {"id": 2, "category_id": 1, "parent_section_id": None, "name": "Start", "locale": "en-us"}}


def zendesk(number: int = 7, **values: Any) -> dict[str, Any]:
    said = {"id": number, "section_id": 2, "title": "Title", "body": "<p>Words</p>", "draft": False, "locale": "en-us"}
    url = f"{SITE}/hc/en-us/articles/{number}-Title"
    return {"article": {**said, "user_segment_id": None, "html_url": url, "label_names": [], **values}}


def translation(locale: str, of: int = 7, **values: Any) -> dict[str, Any]:
    said = {"id": 3, "source_id": of, "source_type": "Article", "locale": locale, "title": locale, "body": "<p>x</p>"}
    return {"translation": {**said, **values}}


def intercom(**values: Any) -> dict[str, Any]:
    said = {"type": "article", "id": "7", "title": "Title", "body": "<p>Words</p>", "state": "published"}
    return {"type": "list", "data": [{**said, "default_locale": "en", **values}]}


def helpscout(**values: Any) -> dict[str, Any]:
    said = {"id": "a7", "name": "Title", "text": "<p>Words</p>", "status": "published", "collectionId": "c1"}
    return {"article": {**said, **values}}


def shelf(visibility: str | None = "public") -> dict[str, Any]:
    return {"collection": {"id": "c1", "name": "Docs", "order": 1, "visibility": visibility}}


def chatwoot(number: int = 7, **values: Any) -> dict[str, Any]:
    said = {"id": number, "slug": f"{number}-title", "title": "Title", "content": "Words", "status": "published"}
    return {"payload": [{**said, "locale": "en", "meta": {}, **values}], "meta": {}}


def found(read: Read, *answers: Any, reading: Reading = READING) -> SourceHelpCentre:
    return read([Answer("answer.json", each) for each in answers], reading)


def one(source: SourceHelpCentre) -> SourceArticle:
    [article] = source.articles
    return article


def told(source: SourceHelpCentre | ImportReport, kind: RemarkKind) -> list[str]:
    return [str(remark) for remark in source.remarks if remark.kind == kind]


RESTRICTED: dict[str, tuple[Read, list[Any]]] = {
    "zendesk, a segment": (read_zendesk, [CATEGORY, SECTION, zendesk(user_segment_id=9)]),
    "zendesk, several segments": (read_zendesk, [CATEGORY, SECTION, zendesk(user_segment_ids=[8, 9])]),
    "zendesk, a segment that we know": (
        read_zendesk,
        [
            CATEGORY,
            SECTION,
            zendesk(user_segment_id=9),
            {"user_segment": {"id": 9, "user_type": "staff", "name": "Staff"}},
        ],
    ),
    "zendesk, signed in with a tag": (
        read_zendesk,
        [
            *(CATEGORY, SECTION, zendesk(user_segment_id=9)),
            {"user_segment": {"id": 9, "user_type": "signed_in_users", "tags": ["vip"]}},
        ],
    ),
    "zendesk, nothing said": (
        read_zendesk,
        [CATEGORY, SECTION, {"article": {"id": 7, "title": "T", "body": "<p>x</p>"}}],
    ),
    "zendesk, a restricted section": (
        read_zendesk,
        [CATEGORY, {"section": {**SECTION["section"], "user_segment_id": 9}}, zendesk()],
    ),
    "zendesk, a section within a restricted one": (
        read_zendesk,
        [
            CATEGORY,
            {"section": {**SECTION["section"], "user_segment_id": 9}},
            {"section": {"id": 3, "parent_section_id": 2, "name": "Inner", "user_segment_id": None}},
            zendesk(section_id=3),
        ],
    ),
    "zendesk, an unknown section": (read_zendesk, [CATEGORY, zendesk()]),
    "intercom, internal": (
        read_intercom,
        [{"data": [{"type": "internal_article", "id": 7, "title": "T", "body": "<p>x</p>", "locale": "en"}]}],
    ),
    "helpscout, private": (read_helpscout, [shelf("private"), helpscout()]),
    "helpscout, nothing said": (read_helpscout, [shelf(None), helpscout()]),
    "helpscout, an unknown collection": (read_helpscout, [helpscout()]),
    "helpscout, a category of a private collection": (
        read_helpscout,
        [
            shelf("private"),
            {"category": {"id": "k1", "collectionId": "c1", "name": "Cat"}},
            helpscout(categories=["k1"], collectionId=None),
        ],
    ),
    "chatwoot, archived": (read_chatwoot, [chatwoot(status="archived")]),
    "chatwoot, archived by number": (read_chatwoot, [chatwoot(status=2)]),
    "chatwoot, an unknown state": (read_chatwoot, [chatwoot(status="secret")]),
    "chatwoot, no state": (read_chatwoot, [chatwoot(status=None)]),
}


@pytest.mark.parametrize("case", RESTRICTED)
def test_restricted_articles_come_in_as_drafts_and_are_told(tenant: Tenant, bring_in: BringIn, case: str) -> None:
    read, answers = RESTRICTED[case]
    report = bring_in(read, answers)
    assert len(told(report, RemarkKind.RESTRICTED)) == 1
    assert db.session.execute(select(ArticleTranslation.state, Article.audience).join(Article, OF_ARTICLE)).all() == [
        ("draft", "known")
    ]
    assert catalogue_of(tenant.workspace_id).articles == {}


@pytest.mark.parametrize("case", [case for case in RESTRICTED if "chatwoot" not in case])
def test_restricted_articles_are_for_known_users_when_asked_for(tenant: Tenant, bring_in: BringIn, case: str) -> None:
    read, answers = RESTRICTED[case]
    bring_in(read, answers, restricted=Restricted.KNOWN)
    assert db.session.execute(select(ArticleTranslation.state, Article.audience).join(Article, OF_ARTICLE)).all() == [
        ("published", "known")
    ]
    assert catalogue_of(tenant.workspace_id).articles == {}  # of a visitor


def test_zendesk_articles_for_everybody_signed_in_are_for_known_users(bring_in: BringIn) -> None:
    segment = {"user_segment": {"id": 9, "user_type": "signed_in_users", "group_ids": [], "tags": [], "built_in": True}}
    report = bring_in(read_zendesk, [CATEGORY, SECTION, zendesk(user_segment_id=9), segment])
    assert told(report, RemarkKind.RESTRICTED) == []
    assert db.session.execute(select(ArticleTranslation.state, Article.audience).join(Article, OF_ARTICLE)).all() == [
        ("published", "known")
    ]


def test_zendesk_sections_lie_in_categories_and_in_each_other(tenant: Tenant, bring_in: BringIn) -> None:
    inner = {"section": {"id": 3, "category_id": 1, "parent_section_id": 2, "name": "Inner", "locale": "en-us"}}
    names = {
        "translation": {"source_id": 2, "source_type": "Section", "locale": "de", "title": "Anfang", "body": "Los"}
    }
    bring_in(read_zendesk, [inner, names, SECTION, CATEGORY, zendesk(section_id=3), zendesk(8)])
    [general] = tree(catalogue_of(tenant.workspace_id), ("en",))
    [start] = general.branches
    [deepest] = start.branches
    assert [branch.collection.path for branch in (general, start, deepest)] == [
        *("general", "general/start", "general/start/inner"),
    ]
    assert start.collection.text(("de",), "title") == "Anfang"
    assert start.collection.text(("de",), "description") == "Los"
    assert (start.count, deepest.count) == (2, 1)


@pytest.mark.parametrize(
    ("marks", "state"),
    [
        ({"draft": True}, (True, False)),
        ({"hidden": True}, (True, False)),
        ({"outdated": True}, (False, True)),
        ({}, (False, False)),
    ],
)
@pytest.mark.parametrize("body", [None, "", " "])
def test_zendesk_translation_without_its_words_still_marks_the_text_of_its_language(
    marks: dict[str, bool], state: tuple[bool, bool], body: str | None
) -> None:
    said = translation("en-us", body=body, **marks)
    [(locale, text)] = one(found(read_zendesk, CATEGORY, SECTION, zendesk(), said)).texts.items()
    assert (locale, text.is_draft, text.is_outdated) == ("en", *state)


def test_zendesk_translations_have_their_own_state_and_mark() -> None:
    answers = [
        *(CATEGORY, SECTION, zendesk(), translation("en-us", title="Better")),
        translation("de", draft=True),
        translation("fr", outdated=True),
        translation("es", hidden=True),
        translation("it", body=None),
    ]
    texts = one(found(read_zendesk, *answers)).texts
    assert {locale: (text.is_draft, text.is_outdated) for locale, text in texts.items()} == {
        "en": (False, False),
        "de": (True, False),
        "fr": (False, True),
        "es": (True, False),
    }
    assert texts["en"].title == "Better"
    assert texts["de"].stands_at == (f"{SITE}/hc/de/articles/7-Title", f"{SITE}/hc/de/articles/7")


def test_zendesk_variants_of_the_own_language_stay_apart_when_there_are_several() -> None:
    both = found(read_zendesk, CATEGORY, SECTION, zendesk(), translation("en-gb"))
    assert sorted(one(both).texts) == ["en-GB", "en-US"]
    german = found(read_zendesk, CATEGORY, SECTION, zendesk(), reading=Reading(default_locale="de"))
    assert sorted(one(german).texts) == ["en-US"]


def test_zendesk_links_lead_to_articles_however_they_are_spelt(bring_in: BringIn) -> None:
    spellings = [
        f"{SITE}/hc/en-us/articles/8-Title",
        f"{SITE}/hc/en-us/articles/8",
        "/hc/en-us/articles/8-An-older-title#part",
        "/hc/articles/8",
        "http://acme.zendesk.com/hc/fi/articles/8",
    ]
    body = "".join(f'<p><a href="{each}">x</a></p>' for each in spellings)
    away = f'<p><a href="{SITE}/hc/en-us/articles/99-Gone">y</a> <a href="/hc/en-us/requests/new">z</a></p>'
    report = bring_in(read_zendesk, [CATEGORY, SECTION, zendesk(body=body + away), zendesk(8)])
    markdown = db.session.scalar(select(ArticleTranslation.markdown).where(ArticleTranslation.slug == "title"))
    assert markdown is not None
    assert markdown.split("\n\n") == [
        *(["[x](/help/en/articles/title-2)"] * 2),
        "[x](/help/en/articles/title-2#part)",
        *(["[x](/help/en/articles/title-2)"] * 2),
        f"[y]({SITE}/hc/en-us/articles/99-Gone) [z]({SITE}/hc/en-us/requests/new)\n",
    ]
    assert told(report, RemarkKind.LINK_AWAY) == [f"article 7 (en): {SITE}/hc/en-us/articles/99-Gone"]


def test_zendesk_addresses_go_on_working(tenant: Tenant, bring_in: BringIn) -> None:
    bring_in(read_zendesk, [CATEGORY, SECTION, zendesk(), translation("de")])
    catalogue = catalogue_of(tenant.workspace_id)
    for path, locale in (
        *(("/hc/en-us/articles/7-Title", "en"), ("/hc/en-us/articles/7", "en"), ("/hc/de/articles/7-Title", "de")),
    ):
        entry = catalogue.redirected(path)
        assert entry is not None
        assert entry.locale == locale
    assert db.session.scalars(select(Redirect.path)).all()


def test_zendesk_labels_positions_and_times_survive(bring_in: BringIn) -> None:
    times = {"created_at": "2020-01-02T03:04:05Z", "updated_at": "2021-02-03T04:05:06Z"}
    bring_in(read_zendesk, [CATEGORY, SECTION, zendesk(7, label_names=["bank", "sync"], position=4, **times)])
    row = db.session.execute(
        select(ArticleTranslation.keywords, Article.position, Article.created_at, ArticleTranslation.updated_at).join(
            Article, OF_ARTICLE
        )
    ).one()
    assert (row.keywords, row.position) == (["bank", "sync"], 4)
    assert (row.created_at.isoformat(), row.updated_at.isoformat()) == (
        "2020-01-02T03:04:05+00:00",
        "2021-02-03T04:05:06+00:00",
    )


def test_pictures_in_html_are_stored_and_those_elsewhere_stay_there(bring_in: BringIn) -> None:
    pixel = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    body = (
        f'<p><img src="data:image/gif;base64,{pixel}"><img src="data:text/html,x">'
        '<img src="/hc/article_attachments/1/a.png"><img src="http://cdn.test/b.png"><img src="//cdn.test/c.png"></p>'
    )
    report = bring_in(read_zendesk, [CATEGORY, SECTION, zendesk(body=body)])
    assert (report.images, report.images_elsewhere) == (1, 3)
    digest = db.session.scalar(select(Image.digest))
    assert db.session.scalar(select(ArticleTranslation.markdown)) == (
        f"![](/help/images/{digest}.gif)![]({SITE}/hc/article_attachments/1/a.png)"
        "![](https://cdn.test/b.png)![](https://cdn.test/c.png)\n"
    )
    assert told(report, RemarkKind.LOSS) == ["article 7 (en): 1 images without an address"]


def test_intercom_translations_collections_and_tags_survive(tenant: Tenant, bring_in: BringIn) -> None:
    german = {"type": "article_content", "title": "Titel", "body": "<p>Wörter</p>", "state": "published"}
    answers = [
        intercom(
            parent_id=5,
            tags={"type": "tag.list", "tags": [{"name": "bank"}]},
            translated_content={"type": "article_translated_content", "de": german, "fr": {**german, "state": "draft"}},
            url="https://acme.test/en/articles/7-title",
        ),
        {"data": [{"id": "4", "name": "Money", "order": 1, "parent_id": None, "help_center_id": 1}]},
        {
            "data": [
                {"id": "5", "name": "Banks", "order": 1, "parent_id": "4", "translated_content": {"de": {"name": "B"}}}
            ]
        },
    ]
    bring_in(read_intercom, answers)
    catalogue = catalogue_of(tenant.workspace_id)
    [article] = catalogue.articles.values()
    assert sorted(article.entries) == ["de", "en"]
    [money] = tree(catalogue, ("en",))
    [banks] = money.branches
    assert (banks.collection.path, banks.collection.text(("de",), "title")) == ("money/banks", "B")
    assert db.session.scalars(select(ArticleTranslation.keywords).distinct()).all() == [["bank"]]


def test_helpscout_related_keywords_and_redirects_survive(tenant: Tenant, bring_in: BringIn) -> None:
    answers = [
        shelf(),
        {"category": {"id": "k1", "collectionId": "c1", "name": "Start", "order": 1}},
        helpscout(related=["a8", "gone"], keywords=["bank"], categories=["k1"], hasDraft=True),
        helpscout(id="a8", name="Other"),
        {"redirects": {"items": [{"id": "r", "urlMapping": "/was/here", "documentId": "a7", "type": "article"}]}},
        {"redirects": {"items": [{"id": "s", "urlMapping": "/was/there", "documentId": "gone", "type": "article"}]}},
    ]
    report = bring_in(read_helpscout, answers)
    rows = {row.source_id: row for row in db.session.scalars(select(Article))}
    assert rows["a7"].related == [rows["a8"].id]
    catalogue = catalogue_of(tenant.workspace_id)
    entry = catalogue.redirected("/was/here")
    assert entry is not None
    assert entry.title == "Title"
    assert told(report, RemarkKind.REDIRECT) == ["redirect s: /was/there leads to no article that came in"]
    assert told(report, RemarkKind.NOTE) == ["article a7: a draft of it waits there; what is published came in"]
    [docs] = tree(catalogue, ("en",))
    assert [branch.collection.path for branch in docs.branches] == ["docs/start"]


def test_helpscout_articles_named_in_lists_only_are_told() -> None:
    listed = {"articles": {"items": [{"id": "a7", "name": "Title", "collectionId": "c1", "status": "published"}]}}
    source = found(read_helpscout, shelf(), listed)
    assert source.articles == ()
    assert told(source, RemarkKind.NOTE) == [
        "article a7: has no text; lists name articles only, their texts are in the answers of single articles"
    ]


def test_helpscout_private_notes_reach_nobody() -> None:
    body = '<p>a</p><section class="private-note"><p>secret</p></section>'
    source = found(read_helpscout, shelf(), helpscout(text=body))
    assert one(source).texts["en"].markdown == "a\n"
    assert told(source, RemarkKind.LOSS) == ["article a7 (en): 1 private notes, left out"]


def test_chatwoot_embeddings_are_links_and_losses_are_told() -> None:
    body = '# Film\n\n<iframe src="https://a.test/film"></iframe>\n\n<script>x()</script>\n'
    source = found(read_chatwoot, chatwoot(content=body))
    assert '<a href="https://a.test/film">a.test</a>' in one(source).texts["en"].markdown
    assert told(source, RemarkKind.LOSS) == ["article 7 (en): 1 embedded pages, now links, 1 scripts"]


def test_chatwoot_translations_are_one_article() -> None:
    answers = [chatwoot(), chatwoot(8, locale="de", associated_article_id=7, title="Titel")]
    assert sorted(one(found(read_chatwoot, *answers)).texts) == ["de", "en"]
    assert one(found(read_chatwoot, *reversed(answers))).key == ("chatwoot", "7")


@pytest.mark.parametrize("associated", [(8, 7), (7, 8), (9, 7)])
def test_chatwoot_articles_that_translate_each_other_are_one(associated: tuple[int, int]) -> None:
    first, second = associated
    answers = [chatwoot(associated_article_id=first), chatwoot(8, associated_article_id=second, locale="de")]
    source = found(read_chatwoot, *answers)
    assert sum(len(article.texts) for article in source.articles) == 2


def test_chatwoot_second_text_of_a_language_is_left_out_and_told() -> None:
    source = found(read_chatwoot, chatwoot(), chatwoot(8, associated_article_id=7))
    assert told(source, RemarkKind.NOTE) == ["article 7: article 8 translates it into en as well and was left out"]


def test_chatwoot_articles_without_text_are_left_out_and_told() -> None:
    source = found(read_chatwoot, chatwoot(content=""), chatwoot(8, content=None, associated_article_id=7, locale="de"))
    assert source.articles == ()
    assert told(source, RemarkKind.NOTE) == ["article 7: article 7 has no text", "article 7: article 8 has no text"]


def test_article_that_is_too_long_is_left_out_and_told(bring_in: BringIn) -> None:
    report = bring_in(read_zendesk, [CATEGORY, SECTION, zendesk(), zendesk(8, body=f"<p>{'x' * 100_001}</p>")])
    assert told(report, RemarkKind.ARTICLE) == ["article 8 (en): a text may have 100000 characters at most"]
    assert report.articles == 1


WRONG: list[tuple[Read, list[Any], str]] = [
    (read_zendesk, [{"article": {"title": "x"}}], "article ?: id is missing"),
    (read_zendesk, [{"article": {"id": "7\0"}}], "id must be an id of at most 200 printable characters"),
    (read_zendesk, [zendesk(title=["x"])], "article 7: title must be a text"),
    (read_zendesk, [zendesk(body=7)], "article 7: body must be a text"),
    (read_zendesk, [zendesk(draft="no")], "article 7: draft must be true or false"),
    (read_zendesk, [zendesk(locale="english please")], "article 7: locale 'english please' is not a language tag"),
    (read_zendesk, [zendesk(label_names="x")], "article 7: label_names must be a list"),
    (read_zendesk, [zendesk(label_names=[7])], "article 7: label_names must be a list of texts"),
    (read_zendesk, [zendesk(position=True)], "article 7: position must be a number"),
    (read_zendesk, [zendesk(section_id={})], "article 7: section_id must be an id"),
    (read_zendesk, [zendesk(body="<div>" * 501)], "article 7: body HTML elements may lie 500 deep"),
    (read_zendesk, [{"translation": {"source_type": "Article"}}], "translation ?: source_id is missing"),
    (read_zendesk, [{"section": {"id": 2, "name": 7}}], "section 2: name must be a text"),
    (read_intercom, [intercom(translated_content="x")], "article 7: translated_content must be an object"),
    (read_intercom, [intercom(parent_ids=[None])], "article 7: parent_ids is missing"),
    (read_intercom, [intercom(id=None)], "article None: id is missing"),
    (read_helpscout, [helpscout(related="x")], "article a7: related must be a list"),
    (read_helpscout, [helpscout(hasDraft=1)], "article a7: hasDraft must be true or false"),
    (read_chatwoot, [chatwoot(meta="x")], "meta must be an object"),
    (read_chatwoot, [chatwoot(category=7)], "category must be an object"),
    (read_chatwoot, [chatwoot(content=7)], "content must be a text"),
]


@pytest.mark.parametrize(("read", "answers", "fault"), WRONG)
def test_answers_that_are_not_as_documented_are_refused_with_their_place(
    read: Read, answers: list[Any], fault: str
) -> None:
    with pytest.raises(SourceRefused) as raised:
        found(read, CATEGORY, SECTION, *answers)
    assert str(raised.value).startswith("answer.json:1: ")
    assert fault in str(raised.value)


@pytest.mark.parametrize("read", [read_zendesk, read_intercom, read_helpscout, read_chatwoot])
@pytest.mark.parametrize("value", [{}, [], None, 7, "x", {"articles": 7}, {"data": 7}, {"payload": {"x": 1}}, [[7]]])
def test_answers_that_hold_no_article_are_no_articles(read: Read, value: Any) -> None:
    assert found(read, value).articles == ()
