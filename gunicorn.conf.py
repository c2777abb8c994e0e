"""For a gunicorn run by hand in a checkout: `gunicorn`. An installed Handrail has `handrail serve`."""

from onboarding.app import create_app
from onboarding.cli.serving import gunicorn_settings
from onboarding.config import Settings

wsgi_app = "wsgi:application"
globals().update(gunicorn_settings(Settings.from_environment(), create_app))  # gunicorn reads this module's names
