"""Texts as they are stored: revisions, the words readers see, and what follows from them (links, anchors)."""
