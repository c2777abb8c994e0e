"""HTML that authors mixed into Markdown, indented as HTML is.

CommonMark ends an HTML block at a blank line and takes what is indented by four spaces after it for code; other
generators read on to the closing tag. Tags that begin a line therefore lose their indentation, outside of code.
"""

from __future__ import annotations

import re

from onboarding.help.importers.markdown.code import lines_of, parts_of

TAGS = (
    "address|article|aside|blockquote|button|center|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|"
    "form|h[1-6]|header|hr|iframe|li|main|nav|noscript|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|"
    "img|picture|video|span|strong|em|a|br"
)
"""Tags that begin a line of HTML: of blocks, and of what stands within them."""
INDENTED_TAG = re.compile(rf"[ \t]{{4,}}(?=</?(?:{TAGS})[\s/>])", re.IGNORECASE)
OPENS_AT_MARGIN = re.compile(rf" {{0,3}}</?(?:{TAGS})[\s/>]", re.IGNORECASE)


def straighten(markdown: str) -> str:
    """The text with the indentation of HTML taken out, wherever HTML at the margin began it."""
    return "".join(part.text if part.is_code else _straightened(part.text) for part in parts_of(markdown))


def _straightened(text: str) -> str:
    lines = []
    within_html = False
    for line in lines_of(text):
        if INDENTED_TAG.match(line):
            lines.append(line.lstrip() if within_html else line)
            continue
        if OPENS_AT_MARGIN.match(line):
            within_html = True
        elif line.strip() and not line[0].isspace():
            within_html = False
        lines.append(line)
    return "".join(lines)
