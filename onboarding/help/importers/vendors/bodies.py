"""The bodies of a vendor's articles, each as Markdown."""

from __future__ import annotations

from onboarding.help.importers.html_markdown.conversion import convert
from onboarding.help.importers.html_markdown.parsing import HtmlRefused
from onboarding.help.importers.inline_pictures import InlinePictures
from onboarding.help.importers.markdown.embedded import linked
from onboarding.help.importers.markdown.raw_html import straighten
from onboarding.help.importers.vendors.findings import Body
from onboarding.help.importers.vendors.record import Record


class Bodies:
    """Reads bodies; keeps the pictures that are written into them."""

    def __init__(self) -> None:
        self.pictures = InlinePictures()

    def from_html(self, record: Record, key: str) -> Body:
        """The body of a record whose vendor writes HTML; raises RecordFault when it would take too long to read."""
        try:
            converted = convert(record.text(key), self.pictures.keep)
        except HtmlRefused as refusal:
            raise record.fault(key, str(refusal)) from refusal
        return Body(converted.markdown, converted.losses)

    def from_markdown(self, record: Record, key: str) -> Body:
        """The body of a record whose vendor writes Markdown."""
        return Body(*linked(straighten(record.text(key).replace("\r\n", "\n"))))
