"""Pennyleaf, invoicing for small studios: the product Handrail is shown in.

`create_demo` builds the Flask application, `content/` holds what its team pushes to Handrail, and `story` tells
the ninety days of demo history that the dashboard is shown with.
"""

from .access import HandrailAccess
from .app import create_demo

__all__ = ["HandrailAccess", "create_demo"]
