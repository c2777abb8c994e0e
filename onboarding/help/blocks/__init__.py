"""The block tree of a text (`content.blocks`) at work: drawn, written as Markdown, and where its links lead."""
