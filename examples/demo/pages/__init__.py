"""Pennyleaf's pages, one module per place in the navigation."""
