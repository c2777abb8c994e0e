"""What Pennyleaf remembers: one small SQLite file that every worker opens for itself."""
