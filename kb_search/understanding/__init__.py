"""From what somebody typed to the index terms to look for: slips, completions, accents, compounds, synonyms."""
