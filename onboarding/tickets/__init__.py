"""Support tickets from any desk, matched to users and stamped with their onboarding state."""
