"""Checklists: the schema of their body and what the state of a user's tasks means."""
