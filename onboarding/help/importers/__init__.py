"""Bringing articles in from elsewhere, and taking them out.

`source.py` says what every source comes down to; `markdown/`, `html/`, `vendors/` and `archive/` each read one kind of
it, `download/` fetches what a vendor's API answers. From there on all is one: `plan.py` works out what to write before
the transaction, `storing*.py` write it, `report.py` is what whoever imports is told.
"""
