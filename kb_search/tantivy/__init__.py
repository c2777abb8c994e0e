"""Tantivy's files as an index format; needs the extra `tantivy`."""
