"""The tree of collections, as editors change it."""
