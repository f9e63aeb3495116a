"""An OpenID provider as a process of its own, on this machine only, with people it knows. For tests.

Run: python identity_provider.py PORT. It is the mock provider of a library, which does not look at PKCE; here a code
is only handed out for a challenge, and only exchanged for who knows its verifier.
"""

import base64
import hashlib
import io
import sys
from urllib.parse import parse_qs
from wsgiref.simple_server import make_server

from oidc_provider_mock import User, app

PEOPLE = (
    User(sub="bekend", claims={"email": "adviseur@example.org", "email_verified": True, "roles": ["admin"], "groups": ["beheerders"]}),
    User(sub="onbekend", claims={"email": "iemand@example.org", "email_verified": True}),
    User(sub="ongecontroleerd", claims={"email": "adviseur@example.org", "email_verified": False}),
)  # fmt: skip


class DemandsPkce:
    """Refuses a code without a challenge (S256), and a token without the verifier that goes with a challenge."""

    def __init__(self, provider):
        self.provider, self.challenges = provider, set()

    def __call__(self, environ, start_response):
        asked = {name: values[0] for name, values in parse_qs(environ.get("QUERY_STRING", "")).items()}
        path = environ["PATH_INFO"]
        if path == "/oauth2/authorize":
            if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
                return _refused(start_response)
            self.challenges.add(asked["code_challenge"])
        if path == "/oauth2/token" and not self._knows(environ):
            return _refused(start_response)
        return self.provider(environ, start_response)

    def _knows(self, environ):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        verifier = parse_qs(body.decode()).get("code_verifier", [""])[0]
        digest = hashlib.sha256(verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=") in self.challenges


def _refused(start_response):
    start_response("400 Bad Request", [("Content-Type", "application/json")])
    return [b'{"error": "invalid_request"}']


if __name__ == "__main__":
    make_server("127.0.0.1", int(sys.argv[1]), DemandsPkce(app(user_claims=PEOPLE))).serve_forever()
