"""What a developer copies into their product: the script tag, and code that signs identity tokens."""

from __future__ import annotations

from string import Template

from onboarding.workspaces.service import NewEnvironment

SNIPPET = Template("""\
<script async src="$base_url/widget.js" data-key="$public_key" data-token-url="/handrail-token"></script>
""")

PYTHON = Template("""\
import time

import jwt  # pip install PyJWT

SIGNING_SECRET = "$signing_secret"  # keep it where you keep passwords


def handrail_token(user_id, **about):
    \"\"\"Prove to Handrail, for an hour, who is looking at the page. `about`: email, name, traits, company.

    Answer GET /handrail-token with it, as text; with 401 when nobody is logged in.
    \"\"\"
    issued = int(time.time())
    claims = {"sub": str(user_id), "aud": "$public_key", "iat": issued, "exp": issued + 3600, **about}
    return jwt.encode(claims, SIGNING_SECRET, algorithm="HS256", headers={"kid": "$signing_kid"})
""")

NODE = Template("""\
import { createHmac } from "node:crypto";

const SIGNING_SECRET = "$signing_secret"; // keep it where you keep passwords
const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * Proves to Handrail, for an hour, who is looking at the page. `about`: email, name, traits, company.
 * Answer GET /handrail-token with it, as text; with 401 when nobody is logged in.
 */
export function handrailToken(userId, about = {}) {
  const issued = Math.floor(Date.now() / 1000);
  const header = { alg: "HS256", typ: "JWT", kid: "$signing_kid" };
  const claims = { sub: String(userId), aud: "$public_key", iat: issued, exp: issued + 3600, ...about };
  const signed = `$${encode(header)}.$${encode(claims)}`;
  return `$${signed}.$${createHmac("sha256", SIGNING_SECRET).update(signed).digest("base64url")}`;
}
""")


def snippet(base_url: str, public_key: str) -> str:
    """The script tag: the one that README.md and docs/widget.md show, with this installation's address and key."""
    return SNIPPET.substitute(base_url=base_url, public_key=public_key)


def python_example(keys: NewEnvironment) -> str:
    """A Python module that signs tokens."""
    return _filled(PYTHON, keys)


def node_example(keys: NewEnvironment) -> str:
    """A Node module that signs tokens; needs no package."""
    return _filled(NODE, keys)


def _filled(template: Template, keys: NewEnvironment) -> str:
    return template.substitute(
        public_key=keys.public_key, signing_kid=keys.signing_kid, signing_secret=keys.signing_secret
    )
