"""A folder of Markdown articles, read as a whole: articles in all their languages, and their collections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.help.importers.markdown import collections
from onboarding.help.importers.markdown.article_file import SOURCE, ArticleFile, NotAnArticle, fault_of, read_file
from onboarding.help.importers.markdown.article_group import ArticleGroup
from onboarding.help.importers.markdown.front_matter import FrontMatterError
from onboarding.help.importers.picture_folder import PictureFolder
from onboarding.help.importers.renaming import called_after
from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.importers.source import SourceCollection, SourceHelpCentre, lead_locale


def read_folder(
    root: Path, default_locale: str, *, site: str | None = None, name: str | None = None
) -> SourceHelpCentre:
    """Read every article below `root`.

    Args:
        root: the folder.
        default_locale: the workspace's.
        site: address of the help centre the articles come from.
        name: tells this folder from others; its own when there is none.

    Raises:
        SourceRefused: a file cannot be used; all such files are listed.
    """
    groups, left_out = _read_groups(root, default_locale)
    shelves, remarks = _collections(root, groups, default_locale)
    found = SourceHelpCentre(
        name=name or root.resolve().name,
        sources=frozenset({SOURCE}),
        default_locale=default_locale,
        articles=tuple(group.article for group in groups),
        collections=tuple(shelves),
        remarks=(*left_out, *remarks),
        pictures=PictureFolder(root),
        site=site,
    )
    return called_after(found, found.name)


def _read_groups(root: Path, default_locale: str) -> tuple[list[ArticleGroup], list[Remark]]:
    files, left_out, faults = _read_files(root, default_locale)
    faults += _repeated(files)
    groups = [_group(texts, default_locale) for texts in _grouped(files).values()]
    faults += [fault for group in groups for fault in group.disagreements]
    if not files and not faults:
        faults = [SourceFault(root.name, 1, "holds no Markdown files with front matter")]
    if faults:
        raise SourceRefused(faults)
    return groups, left_out


def _read_files(root: Path, default_locale: str) -> tuple[list[ArticleFile], list[Remark], list[SourceFault]]:
    files: list[ArticleFile] = []
    left_out: list[Remark] = []
    faults: list[SourceFault] = []
    for path in sorted(root.rglob("*.md")):
        file = path.relative_to(root).as_posix()
        if any(part.startswith(".") for part in PurePosixPath(file).parts):
            continue
        try:
            files.append(read_file(path, file=file, default_locale=default_locale))
        except NotAnArticle:
            left_out.append(Remark(file, 1, RemarkKind.FILE, "has no front matter, so it is no article"))
        except FrontMatterError as error:
            faults.append(fault_of(file, error))
    return files, left_out, faults


def _grouped(files: Iterable[ArticleFile]) -> dict[str, dict[str, ArticleFile]]:
    groups: dict[str, dict[str, ArticleFile]] = {}
    for each in files:
        groups.setdefault(each.name, {})[each.text.locale] = each
    return groups


def _group(files: Mapping[str, ArticleFile], default_locale: str) -> ArticleGroup:
    return ArticleGroup(files, files[lead_locale(files, default_locale)])


def _repeated(files: Sequence[ArticleFile]) -> list[SourceFault]:
    first: dict[tuple[str, str], ArticleFile] = {}
    return [
        SourceFault(
            each.text.file, 1, f"{earlier.text.file} is the same article in the same language ({each.text.locale})"
        )
        for each in files
        if (earlier := first.setdefault((each.name, each.text.locale), each)) is not each
    ]


def _collections(
    root: Path, groups: Sequence[ArticleGroup], default_locale: str
) -> tuple[list[SourceCollection], list[Remark]]:
    known = collections.described(root, default_locale)
    wanted = collections.with_parents(group.collection for group in groups if group.collection)
    shelves = list(known or [])
    remarks = []
    for path in collections.missing(wanted, shelves):
        stand_ins = _stand_ins(path, groups)
        shelves.append(collections.of_folder(path, collections.titled(path, stand_ins, default_locale)))
        if known is not None or not stand_ins:
            group = next(each for each in groups if f"{each.collection}/".startswith(f"{path}/"))
            detail = f"{path!r} is named after its slug or overview"
            remarks.append(group.lead.text.remark_on(RemarkKind.COLLECTION, "collection", detail))
    return shelves, remarks


def _stand_ins(path: str, groups: Iterable[ArticleGroup]) -> dict[str, str]:
    """Titles, by language, of the article that introduces a collection."""
    inside = [group for group in groups if group.collection == path]
    links = {each.head.permalink for group in inside for each in group.files.values() if each.head.permalink}
    for group in groups:
        if group.name == path or (group in inside and group.is_overview) or group.lists(links):
            return {locale: each.text.title for locale, each in group.files.items()}
    return {}
