"""A text in one language, written: from the form through drafts and revisions to what readers see."""
