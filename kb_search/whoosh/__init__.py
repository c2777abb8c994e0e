"""Whoosh's files as an index format. Nothing else knows Whoosh, but for its stop words and its file lock."""
