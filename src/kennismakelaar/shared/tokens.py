"""Personal links: 128 bits of chance, of which only the hash is kept. Opening a link never uses it up."""

import hashlib
import secrets


def new_token() -> tuple[str, str]:
    """A token for a link and the hash to keep: what is stored cannot open the link."""
    token = secrets.token_urlsafe(16)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """The hash under which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
