"""Writing a folder's articles, in one transaction; what is as it was is not touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from onboarding.help.importers.article_text import ArticleText
from onboarding.help.importers.destination import Destination, update
from onboarding.help.importers.linking import Linker, Slugs, link_map
from onboarding.help.importers.markdown_folder import MarkdownFolder, SourceArticle
from onboarding.help.importers.pictures import Picture
from onboarding.help.importers.redirecting import keep_redirects
from onboarding.help.importers.report import ImportReport, Remark, RemarkKind
from onboarding.help.importers.shelving import keep_collections
from onboarding.help.importers.slugs import SlugBook, slugify
from onboarding.help.importers.translations import Translations, keep_text, stored_translations
from onboarding.help.models import Article, Image
from onboarding.store.ids import new_id

SOURCE = "markdown"
Articles = Mapping[str, Article]
"""Stored articles by source id."""


def store(destination: Destination, folder: MarkdownFolder, *, site: str | None, prune: bool) -> ImportReport:
    """Store everything the folder holds and say what that changed."""
    shelves = keep_collections(destination, folder.collections)
    articles, moved = _keep_articles(destination, folder, shelves.ids)
    ids = {source_id: row.id for source_id, row in articles.items()}
    translations = stored_translations(destination)
    slugs = _slugs(folder, articles, translations)
    redirects, disputed = keep_redirects(destination, list(folder.texts), ids)
    linker = Linker(folder.root, link_map(folder, slugs, site=site))
    outcomes: Counter[str] = Counter()
    for text in folder.texts:
        place = (ids[text.source_id], text.locale)
        slug = slugs[text.source_id, text.locale]
        outcomes[keep_text(destination, text, translations.get(place), place, slug, linker.blocks_of(text))] += 1
    _keep_pictures(destination, linker.pictures)
    withdrawn, over = _left_over(folder, articles, translations, prune=prune)
    own = [remark for text in folder.texts for remark in (*text.remarks, *_slug_remarks(text, slugs))]
    return ImportReport(
        articles=len(folder.articles),
        translations=outcomes.total(),
        added=outcomes["added"],
        changed=outcomes["changed"],
        unchanged=outcomes["unchanged"],
        withdrawn=withdrawn,
        rearranged=moved or shelves.changed,
        collections=len(folder.collections),
        redirects=redirects,
        images=len(linker.pictures),
        attribute_lists=sum(text.attribute_lists for text in folder.texts),
        remarks=tuple(sorted((*folder.remarks, *own, *disputed, *linker.remarks, *over))),
    )


def _keep_articles(
    destination: Destination, folder: MarkdownFolder, collections: Mapping[str, str]
) -> tuple[dict[str, Article], bool]:
    of_source = (Article.workspace_id == destination.workspace_id, Article.source == SOURCE)
    rows = {row.source_id: row for row in destination.session.scalars(select(Article).where(*of_source))}
    changed = False
    for article in folder.articles:
        row = rows.get(article.source_id) or _add(destination, rows, article)
        head = article.lead.head
        changed |= update(
            row,
            collection_id=collections[article.collection] if article.collection else None,
            position=head.order,
            suggest_on=list(head.suggest_on),
            audience=None if head.audience is None else dict(head.audience),
        )
    destination.session.flush()
    return rows, changed


def _add(destination: Destination, rows: dict[str, Article], article: SourceArticle) -> Article:
    row = Article(
        workspace_id=destination.workspace_id,
        id=new_id("art", destination.moment),
        source=SOURCE,
        source_id=article.source_id,
        suggest_on=[],
        created_at=destination.moment,
    )
    destination.session.add(row)
    rows[article.source_id] = row
    return row


def _slugs(folder: MarkdownFolder, articles: Articles, translations: Translations) -> Slugs:
    sources = {row.id: row.source_id for row in articles.values()}
    owners = {
        (locale, row.slug): sources.get(article_id, f"elsewhere: {article_id}")
        for (article_id, locale), row in translations.items()
    }
    return SlugBook(owners).assign(folder.texts)


def _slug_remarks(text: ArticleText, slugs: Slugs) -> list[Remark]:
    slug = slugs[text.source_id, text.locale]
    if text.head.slug is None or slugify(text.head.slug) == slug:
        return []
    detail = f"{text.head.slug!r} cannot be had; the article is called {slug!r}"
    return [Remark(text.file, text.front.line("slug"), RemarkKind.SLUG, detail)]


def _keep_pictures(destination: Destination, pictures: Mapping[str, Picture]) -> None:
    session, workspace_id = destination.session, destination.workspace_id
    known = set(session.scalars(select(Image.digest).where(Image.workspace_id == workspace_id)))
    session.add_all(
        Image(workspace_id=workspace_id, digest=digest, media_type=picture.media_type, data=picture.data)
        for digest, picture in pictures.items()
        if digest not in known
    )


def _left_over(
    folder: MarkdownFolder, articles: Articles, translations: Translations, *, prune: bool
) -> tuple[int, list[Remark]]:
    """Texts of earlier imports that the folder no longer holds; withdrawn when asked, else only told."""
    held = {(articles[text.source_id].id, text.locale) for text in folder.texts}
    sources = {row.id: source_id for source_id, row in articles.items()}
    over = [
        (f"{sources[article_id]}.{locale}.md", row)
        for (article_id, locale), row in translations.items()
        if article_id in sources and (article_id, locale) not in held and row.state == "published"
    ]
    if prune:
        for _, row in over:
            row.state = "draft"
    fate = "withdrawn" if prune else "still published; --prune would withdraw it"
    return len(over) * prune, [Remark(file, 1, RemarkKind.LEFT_OVER, fate) for file, _ in over]
