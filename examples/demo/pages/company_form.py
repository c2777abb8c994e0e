"""What may stand in the form of the company details, and what is said about the rest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..records.company import Company

LONGEST = 120
LONGEST_TERMS = 120
TEXTS = ("legal_name", "address", "city", "business_id", "vat_number")
COUNTRIES = "AT BE BG CH CY CZ DE DK EE EL ES FI FR GB HR HU IE IT LT LU LV MT NL NO PL PT RO SE SI SK XI"
VAT_NUMBER = re.compile(rf"(?:{COUNTRIES.replace(' ', '|')})(?=.*\d{{5}})[0-9A-Z]{{7,13}}")


@dataclass(frozen=True)
class CompanyForm:
    """The form as it was sent."""

    values: Mapping[str, str]
    """By field, with spaces around them removed."""
    problems: Mapping[str, str]
    """What is wrong, by field."""

    @property
    def company(self) -> Company:
        """The details; only of a form without problems."""
        return Company(
            **{name: self.values[name] for name in TEXTS if name != "vat_number"},
            vat_number=_plain(self.values["vat_number"]),
            terms_days=int(self.values["terms_days"]),
        )


def read(form: Mapping[str, str]) -> CompanyForm:
    """Check the fields of a form; one that was not sent is as in a new account."""
    values = {name: form.get(name, "").strip()[:LONGEST] for name in TEXTS}
    values["terms_days"] = form.get("terms_days", str(Company.terms_days)).strip()
    problems = {
        "legal_name": "" if values["legal_name"] else "An invoice needs the name of the company that sends it.",
        "vat_number": _vat_problem(values["vat_number"]),
        "terms_days": _terms_problem(values["terms_days"]),
    }
    return CompanyForm(values, {name: problem for name, problem in problems.items() if problem})


def _vat_problem(text: str) -> str:
    if not text or VAT_NUMBER.fullmatch(_plain(text)):
        return ""
    return "A VAT number begins with the two letters of its country, as in FI28710446. Leave it empty if you have none."


def _terms_problem(text: str) -> str:
    if text.isdecimal() and len(text) <= len(str(LONGEST_TERMS)) and int(text) <= LONGEST_TERMS:
        return ""
    return f"Payment terms are a whole number of days, from 0 to {LONGEST_TERMS}."


def _plain(vat_number: str) -> str:
    """Drop the spaces, dots and dashes people group digits with."""
    return re.sub(r"[\s.-]", "", vat_number).upper()
