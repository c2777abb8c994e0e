"""Where people drop off and what they write to support about."""
