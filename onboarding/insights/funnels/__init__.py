"""Where users drop off in a checklist, and what they asked while each task was open."""
