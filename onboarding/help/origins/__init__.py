"""By what sources know collections, and what was deleted here that they may hold still."""
