"""What users sought, and what came of it."""
