"""Bringing articles in from elsewhere; one module per concept, one per kind of source."""
