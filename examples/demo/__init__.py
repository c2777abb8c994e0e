"""Pennyleaf, invoicing for small studios: the product Handrail is shown in.

`prepare_database` makes its file and `create_demo` the Flask application; `content/` holds what its team pushes to
Handrail, and `story` tells the ninety days of demo history that the dashboard is shown with.
"""

from .access import HandrailAccess
from .app import create_demo
from .records.database import prepare as prepare_database

__all__ = ["HandrailAccess", "create_demo", "prepare_database"]
