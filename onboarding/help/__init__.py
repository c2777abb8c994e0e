"""The knowledge base: collections, articles, importers, search and the public help centre."""
