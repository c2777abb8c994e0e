"""Product tours: the schema of their body."""
