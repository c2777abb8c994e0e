"""What Pennyleaf's operator copied from Handrail's dashboard."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True)
class HandrailAccess:
    """The address and the keys of one Handrail environment; secrets never reach a page or a log."""

    base_url: str
    public_key: str
    signing_key_id: str
    signing_secret: str = field(repr=False)
    secret_key: str = field(repr=False)
    loader_path: str = "/widget.js"

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a content security policy names them."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def loader_url(self) -> str:
        """Address of the one script tag."""
        return self.base_url.rstrip("/") + self.loader_path
