"""What somebody typed, read or told to be unreadable; nothing here raises for any text."""
