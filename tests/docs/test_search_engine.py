"""The guide to the search library: its example runs and gives what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb_search.answer import How
from kb_search.languages.stemming import STEM_LETTERS, STEMMERS

GUIDE = (Path(__file__).parents[2] / "docs" / "search-engine.md").read_text("utf-8")


def test_the_example_gives_what_the_guide_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    names: dict[str, object] = {}

    exec(code, names)

    assert eval("(answer.hits[0].id, answer.corrected)", names) == ("a1", "password")
    (match,) = eval("answer.hits[0].matches", names)
    assert (match.word, match.found, match.how) == ("pasw", "password", How.CORRECTED)


def test_the_guide_names_every_reason_of_a_match() -> None:
    table = GUIDE[GUIDE.index("| how | typed") : GUIDE.index("**Slips.**")]

    assert set(re.findall(r"`(\w+)`", table)) == {how.value for how in How}


def test_the_guide_counts_the_languages_with_stems_of_their_own() -> None:
    table = GUIDE[GUIDE.index("| languages | stem") : GUIDE.index("Cutting stems finds")]
    rows = [row.split(" | ") for row in table.splitlines()[2:] if "Chinese" not in row]
    named = [name.strip(" |") for languages, *_ in rows for name in languages.split(",") if name.strip(" |")]
    norwegian = 2  # `nn` and `no`, beside `nb`

    assert len(set(named)) == len(named) == len({*STEMMERS, *STEM_LETTERS}) - norwegian
