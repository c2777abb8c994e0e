"""What the browser tests serve: Handrail on the first port, the demo product on the second."""

from __future__ import annotations

import json
import os
from dataclasses import replace

from onboarding.app import create_app
from onboarding.cli.demo import by_port
from onboarding.cli.serving import WsgiApplication
from onboarding.config import Settings
from onboarding.demo import HandrailAccess, create_demo
from onboarding.demo.records import accounts

PRODUCT_DATABASE = "pennyleaf.db"


def application() -> WsgiApplication:
    """Both applications, told apart by port; the product also has users who speak Finnish."""
    accounts.LOCALES["fi"] = "Suomi"
    ours, product = (int(port) for port in os.environ["SERVED_PORTS"].split(","))
    settings = replace(Settings.from_environment(), base_url=f"http://127.0.0.1:{ours}")
    access = HandrailAccess(base_url=settings.base_url, **json.loads(os.environ["DEMO_KEYS"]))
    pages = create_demo(
        access, database_path=settings.data_dir / PRODUCT_DATABASE, session_secret=os.environ["DEMO_SESSION_SECRET"]
    )
    return by_port({ours: create_app(settings), product: pages})
