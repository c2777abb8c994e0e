"""What gunicorn serves."""

from onboarding.app import create_app

application = create_app()
