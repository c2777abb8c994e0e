"""Other vendors' help centres, read from what their APIs answer."""
