"""What a push takes and tells: references and files that can hardly be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from onboarding.content.service import push
from onboarding.help.importers.markdown.service import import_markdown
from tests.conftest import Tenant
from tests.content.test_push import TOUR, with_task, write


def warnings(tenant: Tenant, folder: Path) -> list[str]:
    return [str(each) for each in push(folder, tenant.environment, actor="cli").warnings]


def test_an_article_that_is_not_there_is_a_warning_until_it_is(tenant: Tenant, tmp_path: Path) -> None:
    content = write(tmp_path / "content", checklists__start=with_task("action: {article: the-bank}"))
    missing = "checklists/start.yaml:6: /tasks/0/action/article: there is no article 'the-bank'"
    assert warnings(tenant, content) == [missing]
    article = write(tmp_path / "articles", bank="---\ntitle: B\nslug: the-bank\n---\n") / "bank.yaml"
    article.rename(article.with_suffix(".md"))
    import_markdown(article.parent, tenant.environment, actor="cli")
    assert warnings(tenant, content) == []
    article.with_suffix(".md").write_text("---\ntitle: B\nslug: another-name\n---\n")
    import_markdown(article.parent, tenant.environment, actor="cli")
    assert warnings(tenant, content) == []


def test_an_article_of_another_workspace_is_not_there(tenant: Tenant, other_tenant: Tenant, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "bank.md").write_text("---\ntitle: B\nslug: the-bank\n---\n")
    import_markdown(articles, other_tenant.environment, actor="cli")
    content = write(tmp_path / "content", checklists__start=with_task("action: {article: the-bank}"))
    assert len(warnings(tenant, content)) == 1


def test_a_rule_that_can_never_match_and_a_step_that_is_never_reached_are_warnings(
    tenant: Tenant, tmp_path: Path
) -> None:
    nobody = "show_when: {all: [{trait: a, is: 1}, {trait: a, is: 2}]}"
    tour = TOUR + "    next: last\n  - {key: lost, title: L, kind: modal}\n  - {key: last, title: L, kind: modal}\n"
    assert warnings(tenant, write(tmp_path, checklists__start=with_task(nobody), tours__show=tour)) == [
        "checklists/start.yaml:6: /tasks/0/show_when: this rule can never match, so nobody sees the task",
        "tours/show.yaml:8: /steps/1: no step leads here, so nobody sees it",
    ]


@pytest.mark.parametrize(
    "name", ["checklist/b.yaml", "Tours/b.yml", "b.yaml", "checklists/more/b.yaml", "checklists/b.YAML"]
)
def test_a_file_that_lies_where_nobody_reads_is_a_warning(tenant: Tenant, tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, tours__show=TOUR)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("key: b")
    assert warnings(tenant, folder) == [f"{name}:1: is not read; contents lie in checklists/*.yaml or tours/*.yaml"]


@pytest.mark.parametrize("name", ["articles/_collections.yaml", ".github/ci.yaml", "tours/notes.md", "_drafts/b.yaml"])
def test_a_file_that_is_meant_for_somebody_else_is_none(tenant: Tenant, tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, tours__show=TOUR)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("key: b")
    assert warnings(tenant, folder) == []
