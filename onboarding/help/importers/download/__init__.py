"""Fetching a vendor's help centre from its API, page by page."""
