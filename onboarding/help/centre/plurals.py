"""Which form of a word goes with a number. Whole numbers alone: nothing here is counted in parts.

Source: Unicode CLDR 46, supplemental/plurals.xml. Its Polish `many` is our `other`, the only other of whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable

Form = str
"""`zero`, `one`, `two`, `few`, `many` or `other`."""


def form_of(locale: str, number: int) -> Form:
    """The form that a language uses with a number; English's rule for a language that is not listed."""
    return _RULES.get(locale.partition("-")[0], _one_is_one)(number)


def forms(locale: str) -> frozenset[Form]:
    """Every form a language has."""
    return frozenset(form_of(locale, number) for number in range(200))


def _one_is_one(number: int) -> Form:
    return "one" if number == 1 else "other"


def _none_is_one_too(number: int) -> Form:
    return "one" if number in (0, 1) else "other"


def _all_alike(_: int) -> Form:
    return "other"


def _arabic(number: int) -> Form:
    last = number % 100
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    if last in range(3, 11):
        return "few"
    return "many" if last > 10 else "other"


def _czech(number: int) -> Form:
    if number == 1:
        return "one"
    return "few" if number in (2, 3, 4) else "other"


def _polish(number: int) -> Form:
    return "one" if number == 1 else _few_by_the_last_digit(number)


def _croatian(number: int) -> Form:
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return _few_by_the_last_digit(number)


def _few_by_the_last_digit(number: int) -> Form:
    return "few" if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else "other"


def _slovenian(number: int) -> Form:
    return {1: "one", 2: "two", 3: "few", 4: "few"}.get(number % 100, "other")


_RULES: dict[str, Callable[[int], Form]] = {
    "ar": _arabic,
    "cs": _czech,
    "fr": _none_is_one_too,
    "hr": _croatian,
    "ja": _all_alike,
    "pl": _polish,
    "pt": _none_is_one_too,
    "sl": _slovenian,
    "zh": _all_alike,
}
