"""Which drawings (SVG) may be shown: those that draw, and do nothing else.

Drawings are served so that browsers run nothing in them and load nothing for them; this keeps what would need that
from being stored at all. Elements and attributes are allow-listed, and a document type, by which XML grows without
end, is refused.
"""

from __future__ import annotations

import re
from xml.parsers import expat

NAMESPACE = "http://www.w3.org/2000/svg"
DRAWING = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "switch", "view"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image", "marker"),
        *("text", "tspan", "textPath", "clipPath", "mask", "pattern"),
        *("linearGradient", "radialGradient", "stop", "filter"),
        *("feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting"),
        *("feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR"),
        *("feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight"),
        *("feSpecularLighting", "feSpotLight", "feTile", "feTurbulence"),
    )
)
"""Elements of SVG that draw."""
NOTES = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns",
    "http://purl.org/dc/",
    "http://creativecommons.org/ns",
    "http://www.inkscape.org/namespaces/",
    "http://sodipodi.sourceforge.net/",
)
"""What drawing programs note about a drawing; browsers draw none of it."""
OWN_PICTURE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
REACHES_OUT = re.compile(
    r"url\(\s*['\"]?(?!\s*#)|(?<![\w-])(?:src|image)\(|image-(?:set|rect)\(|@import|expression\(|javascript:|\\",
    re.IGNORECASE,
)
MOST_ELEMENTS = 20_000


def svg_flaw(data: bytes) -> str | None:
    """Why a file cannot be shown as a drawing; None when it can."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = len(data) + 1  # a text in pieces could hide what it says between two of them
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.element
    parser.CharacterDataHandler = reader.text
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's signature
    except _Flaw as flaw:
        return str(flaw)
    except expat.ExpatError as error:
        return f"line {error.lineno} is not XML"
    except (ValueError, LookupError):  # from an encoding such as UTF-7
        return "it is in an encoding that is not read; save it as UTF-8"
    return None


class _Flaw(Exception):  # noqa: N818 - ends the reading
    """Something that a drawing may not hold."""


class _Reader:
    """Reads a drawing, and stops at the first thing it may not hold."""

    def __init__(self) -> None:
        self._elements = 0

    def doctype(self, *_: object) -> None:
        raise _Flaw("it declares a document type")

    def instruction(self, target: str, _data: str) -> None:
        raise _Flaw(f"it holds the instruction {target[:40]}")

    def element(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        self._elements += 1
        if self._elements == 1 and local != "svg":
            raise _Flaw("its outermost element is not svg")
        if self._elements > MOST_ELEMENTS:
            raise _Flaw(f"it has more than {MOST_ELEMENTS:,} elements")
        if namespace not in ("", NAMESPACE) and not namespace.startswith(NOTES):
            raise _Flaw(f"it holds an element of {namespace[:60]}")
        if namespace in ("", NAMESPACE) and local not in DRAWING:
            raise _Flaw(f"it holds the element {local[:40]}")
        for attribute, value in attributes.items():
            _check_attribute(attribute.rpartition(" ")[2].lower(), value)

    def text(self, data: str) -> None:
        if REACHES_OUT.search(data):
            raise _Flaw("it loads something from elsewhere")


def _check_attribute(name: str, value: str) -> None:
    if name.startswith("on"):
        raise _Flaw(f"it has a script in {name[:40]}")
    if name in ("href", "src") and not OWN_PICTURE.match(value.strip()):
        raise _Flaw(f"{name} leads elsewhere")
    if name not in ("href", "src") and REACHES_OUT.search(value):
        raise _Flaw(f"{name[:40]} loads something from elsewhere")
