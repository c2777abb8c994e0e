"""How long tests wait for what has to come."""

from __future__ import annotations

PATIENCE = 120.0
"""Seconds. It costs nothing where things come soon, and a machine that is busy with something else fails no test."""
