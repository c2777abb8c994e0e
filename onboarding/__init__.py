"""Handrail: in-app onboarding and self-service help that you host yourself."""

__version__ = "0.1.0"
