"""The articles of a real help centre are found, in each of its four languages, spelt as they should be and not."""

from __future__ import annotations

from onboarding.help.importers.markdown.service import import_markdown
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.answering import search
from tests.conftest import Tenant
from tests.help.importers.test_real_help_centre import HELP_CENTRE, real

SOUGHT = {
    "en": {
        "change password": "change-your-password",
        "chnage pasword": "change-your-password",
        "delete account": "delete-your-account",
        "delte acount": "delete-your-account",
        "account locked": "why-is-my-account-locked",
        "verify in person": "verify-your-identity-in-person",
        "comon scma": "common-scams",
    },
    "es": {
        "cambiar contraseña": "change-your-password",
        "canbiar contrasena": "change-your-password",
        "eliminar cuenta": "delete-your-account",
        "elimnar cuenta": "delete-your-account",
        "cuenta bloqueada": "why-is-my-account-locked",
        "verificar en persona": "verify-your-identity-in-person",
        "berificar en persna": "verify-your-identity-in-person",
    },
    "fr": {
        "changer mot de passe": "change-your-password",
        "chnager mot de pase": "change-your-password",
        "supprimer compte": "delete-your-account",
        "suprimer comte": "delete-your-account",
        "compte verrouillé": "why-is-my-account-locked",
        "compte verouile": "why-is-my-account-locked",
        "confirmer identité en personne": "verify-your-identity-in-person",
    },
    "zh": {
        "更改密码": "change-your-password",
        "更该密码": "change-your-password",
        "删除账户": "delete-your-account",
        "帐户被锁": "why-is-my-account-locked",
        "亲身证实": "verify-your-identity-in-person",
        "常见的骗局": "common-scams",
    },
}


@real
def test_real_help_centre_is_found_in_every_language(tenant: Tenant) -> None:
    import_markdown(HELP_CENTRE, tenant.environment, actor="test")
    catalogue = catalogue_of(tenant.workspace_id)
    assert set(SOUGHT) == set(catalogue.locales)
    found = {
        (locale, text): [each.entry.slug for each in search(catalogue, text, (locale,), limit=1).items]
        for locale, queries in SOUGHT.items()
        for text in queries
    }
    assert found == {(locale, text): [slug] for locale, queries in SOUGHT.items() for text, slug in queries.items()}
