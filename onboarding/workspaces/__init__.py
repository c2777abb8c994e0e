"""Workspaces, environments, keys, members, identity tokens and the audit log."""
