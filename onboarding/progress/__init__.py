"""Events in, sessions advanced: the one door through which progress changes."""
