"""The application factory: settings → extensions → features. The only module that knows them all."""

from __future__ import annotations

from pathlib import Path

import flask
from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from onboarding import store
from onboarding.checklists import kind as checklists
from onboarding.config import Settings
from onboarding.content import kinds, outside
from onboarding.content import queries as publications
from onboarding.dashboard import site as dashboard
from onboarding.delivery import articles, boot, health, requests, search, static, users
from onboarding.delivery import events as event_delivery
from onboarding.delivery import votes as vote_delivery
from onboarding.events import service as events
from onboarding.help import centre
from onboarding.help.centre import desk
from onboarding.help.editions import edition
from onboarding.help.reading import queries as articles_read
from onboarding.help.search import indexing
from onboarding.help.signals import priors
from onboarding.help.synonyms import thesauri
from onboarding.help.usage import ingest as usage_in_events
from onboarding.help.usage import search_log
from onboarding.help.votes import ingest as votes_in_events
from onboarding.help.votes import service as votes
from onboarding.insights import routes as figures
from onboarding.people import merging
from onboarding.progress import consumers, live, open_articles
from onboarding.progress import merging as progress
from onboarding.store.clock import Clock, install, system_clock
from onboarding.store.engine import init_database
from onboarding.store.per_app import SETTINGS
from onboarding.tickets import letters, starts
from onboarding.tickets import merging as tickets
from onboarding.tickets import routes as ticket_routes
from onboarding.tours import kind as tours
from onboarding.web import addresses, assets, body, contract, flood, headers, limits, sessions, transport
from onboarding.web.api import Blueprint
from onboarding.workspaces import queries as environments

MIGRATIONS = Path(__file__).parent / "migrations"

API: tuple[Blueprint, ...] = (
    boot.blueprint,
    event_delivery.blueprint,
    users.blueprint,
    search.blueprint,
    articles.blueprint,
    vote_delivery.blueprint,
    figures.blueprint,
    requests.blueprint,
    ticket_routes.blueprint,
    health.blueprint,
)
"""The API, in the order of its document."""

PAGES: tuple[flask.Blueprint, ...] = (static.pages, *centre.PAGES, *dashboard.PAGES)
"""What people open in a browser."""

KINDS = (tours.KIND, checklists.KIND)
"""Kinds of content, in the order in which a folder of them is pushed."""

OUTSIDE: dict[str, outside.Finder] = {"article": articles_read.has_article}
"""What contents may refer to beside each other."""

CONSUMERS: dict[str, consumers.Consumer] = {
    **usage_in_events.CONSUMERS,
    **votes_in_events.CONSUMERS,
    **starts.CONSUMERS,
}
"""Features that take part in recording events, by event name."""

MERGERS: tuple[merging.Merger, ...] = (events.merge, progress.merge, tickets.merge, search_log.merge, votes.merge)
"""What moves when an anonymous history goes to a known user."""


def create_app(settings: Settings | None = None, *, clock: Clock = system_clock) -> Flask:
    """A Handrail application; opens no connection and reads no table.

    Args:
        settings: read from the environment when absent.
        clock: source of the present moment; tests replace it.

    Raises:
        SettingsError: a setting is missing or cannot be used.
    """
    settings = settings or Settings.from_environment()
    app = Flask("onboarding", static_folder=None)
    SETTINGS.put(app, settings)
    install(app, clock)
    init_database(app, settings.database_url, threads=settings.threads)
    Migrate(app, store.db, directory=str(MIGRATIONS))
    _install_web(app, settings)
    _install_features(app, settings)
    return app


def _install_web(app: Flask, settings: Settings) -> None:
    app.config |= {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": "__Host-handrail" if settings.secure_cookies else "handrail",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": body.LIMIT,  # of forms; the API's bodies are read by web.body
    }
    app.session_interface = sessions.PageSessions()
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    addresses.register(app)
    headers.register(app, over_https=settings.secure_cookies)
    transport.register(app)
    flood.register(app, flood.FloodGuard())
    limits.register(app, settings.limits_storage)


def _install_features(app: Flask, settings: Settings) -> None:
    environments.register(app, settings.cache_seconds)
    publications.register(app, settings.cache_seconds)
    kinds.register(app, *KINDS)
    outside.register(app, OUTSIDE)
    live.register(app)
    consumers.register(app, CONSUMERS)
    merging.register(app, *MERGERS)
    edition.register(app, settings.cache_seconds)
    articles_read.register(app)
    thesauri.register(app, settings.cache_seconds)
    priors.register(app)
    open_articles.register(app)
    indexing.register(app, settings.data_dir, engine=settings.search_engine, meaning=settings.search_meaning == "on")
    contract.register(app, API)
    centre.register(app)
    desk.register(app, letters.take_letter)
    assets.register(app, dashboard=dashboard.ASSETS, help=centre.ASSETS)
    for pages in PAGES:
        app.register_blueprint(pages)
