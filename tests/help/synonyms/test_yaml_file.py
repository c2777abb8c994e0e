"""The file of synonyms reads back as it was written, and says of every rule that is wrong where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.content.faults import SourceRefused
from onboarding.help.synonyms.rules import SynonymDraft, checked
from onboarding.help.synonyms.yaml_file import read_synonyms, write_synonyms
from onboarding.workspaces.changes import ChangeError


def file(folder: Path, text: str) -> Path:
    path = folder / "synonyms.yaml"
    path.write_text(text, "utf-8")
    return path


def test_file_holds_rules_by_language(tmp_path: Path) -> None:
    text = "en:\n- [bill, invoice]\n- {words: [iban], means: [account number]}\nfi:\n- [lasku, kuitti]\n"
    assert read_synonyms(file(tmp_path, text)) == [
        SynonymDraft("en", ("bill", "invoice")),
        SynonymDraft("en", ("iban",), ("account number",)),
        SynonymDraft("fi", ("lasku", "kuitti")),
    ]


def test_file_of_no_rules_says_so(tmp_path: Path) -> None:
    assert read_synonyms(file(tmp_path, write_synonyms([]))) == []
    with pytest.raises(SourceRefused, match="is empty"):
        read_synonyms(file(tmp_path, "# no rules yet"))


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("en:\n- [bill]\n- [a1, b1]\n- [c1, c1]\n", ["synonyms.yaml:2: /en/0", "synonyms.yaml:4: /en/2"]),
        ("en: bill\n", ["synonyms.yaml:1: /en/0"]),
        ("- [bill, invoice]\n", ["synonyms.yaml:1: "]),
        ("en:\n- {words: [a1], mean: [b1]}\n", ["synonyms.yaml:2: /en/0"]),
        ("en:\n- {words: a1, means: [b1]}\n", ["synonyms.yaml:2: /en/0"]),
        ("en:\n- [404, missing]\n", ["synonyms.yaml:2: /en/0"]),
        ("English:\n- [bill, invoice]\n", ["synonyms.yaml:2: /English/0"]),
        ("en:\n- [bill, invoice]\n- [bill, invoice]\n", ["synonyms.yaml:3: /en/1"]),
        ("en: [\n", ["synonyms.yaml:"]),
    ],
)
def test_every_rule_that_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, faults: list[str]) -> None:
    with pytest.raises(SourceRefused) as refused:
        read_synonyms(file(tmp_path, text))
    said = [str(fault) for fault in refused.value.faults]
    assert len(said) == len(faults)
    assert all(one.startswith(start) for one, start in zip(said, faults, strict=True)), said


WORD = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn")), min_size=1, max_size=12)


@given(sides=st.lists(st.tuples(st.lists(WORD, min_size=1, max_size=3), st.none() | st.lists(WORD, max_size=3))))
def test_file_reads_back_as_it_was_written(tmp_path: Path, sides: list[tuple[list[str], list[str] | None]]) -> None:
    drafts = []
    for words, means in sides:
        try:
            drafts.append(checked("en", words, means))
        except ChangeError:
            continue
    once = list(dict.fromkeys(drafts))
    assert read_synonyms(file(tmp_path, write_synonyms(once))) == once
