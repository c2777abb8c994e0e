"""Where people drop off and what they write to support about.

`funnels` counts users of a checklist, `searches` counts what was sought. Both give shares (`rates`) only where enough
rests under them (`withholding`), by the formulas of `stats` and of `onboarding.shares`.
"""
