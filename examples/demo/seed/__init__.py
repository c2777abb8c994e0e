"""Feeds the story through Handrail's own doors, so that seeded figures are made exactly as real ones are."""

from .help_centre import HelpCentre
from .recording import seed

__all__ = ["HelpCentre", "seed"]
