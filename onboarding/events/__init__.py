"""What users did: checked, stored once, counted per day."""
