"""How people put a message: some greet, some thank, some sign, many do none of it."""

from datetime import datetime
from random import Random

from .happenings import SignUp

GREETINGS = {
    "en": ("Hi,", "Hello,", "Hi there,", "Good morning,", "Dear Pennyleaf team,"),
    "de": ("Hallo,", "Guten Tag,", "Hallo zusammen,", "Liebes Pennyleaf-Team,"),
    "fi": ("Hei,", "Moi,", "Hyvää päivää,", "Hei Pennyleaf,"),
}
THANKS = {
    "en": ("Thanks!", "Thank you.", "Any help is welcome.", "I'd be glad of a quick answer.", "Many thanks"),
    "de": ("Danke!", "Vielen Dank.", "Über eine schnelle Antwort würde ich mich freuen.", "Danke im Voraus"),
    "fi": ("Kiitos!", "Kiitos jo etukäteen.", "Olisin kiitollinen nopeasta vastauksesta."),
}
SHARE_GREETING = 0.45
SHARE_THANKING = 0.4
SHARE_SIGNING = 0.5
"""Of those who greet or thank."""


def letter(text: str, sign_up: SignUp, at: datetime) -> str:
    """Return the message as this user writes it at that moment; the same every time."""
    random = Random(f"{sign_up.user_id}/{at.isoformat()}")  # their life's own generator would go on differently
    greeting = [random.choice(GREETINGS[sign_up.locale])] if random.random() < SHARE_GREETING else []
    thanks = [random.choice(THANKS[sign_up.locale])] if random.random() < SHARE_THANKING else []
    signed = (greeting or thanks) and random.random() < SHARE_SIGNING
    name = random.choice((sign_up.name.split()[0], sign_up.name, f"{sign_up.name}, {sign_up.company}"))
    end = ["\n".join([*thanks, *([name] if signed else [])])] if thanks or signed else []
    return "\n\n".join([*greeting, text, *end])
