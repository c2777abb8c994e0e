"""Where a workspace's articles and files stand, for pages that are not its help centre: the widget's and members'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request

from onboarding.content.blocks import Blocks
from onboarding.help.addresses import IMAGES, absolute
from onboarding.workspaces.installed import first_workspace, workspace_at, workspace_of
from onboarding.workspaces.workspace_queries import WorkspaceView

WORKSPACE = "workspace"
"""The parameter by which a file's address says whose it is; in a help centre that goes without saying."""


@dataclass(frozen=True)
class PublicAddresses:
    """Makes addresses that lead to one workspace, wherever they are shown."""

    workspace: str
    """Its public id."""
    centre: str | None
    """What stands before the paths of its help centre, nothing where it answers itself; None while it has none."""
    server: str
    """What stands before the paths of its files; empty on this server's own pages."""

    def page(self, path: str) -> str | None:
        """A page of the workspace's help centre; None while it has none: the same path is another's there."""
        return None if self.centre is None else self.centre + path

    def file(self, path: str) -> str:
        """A picture, or another file."""
        plain, mark, fragment = path.partition("#")
        return f"{self.server}{plain.partition('?')[0]}?{WORKSPACE}={self.workspace}{mark}{fragment}"

    def led(self, blocks: Blocks) -> Blocks:
        """The tree with its paths as addresses; a link to a page that is nowhere leaves its words, and its article."""
        return [each for node in blocks for each in ([node] if isinstance(node, str) else self._led(node))]

    def _led(self, node: dict[str, Any]) -> Blocks:
        led = {**node, "children": self.led(node["children"])} if "children" in node else dict(node)
        if node.get("src", "").startswith(IMAGES):
            led["src"] = self.file(node["src"])
        href = node.get("href", "")
        if not href.startswith("/"):
            return [led]
        address = self.file(href) if href.startswith(IMAGES) else self.page(href)
        if address is not None:
            return [{**led, "href": address}]
        del led["href"]
        return [led] if "article" in led else led["children"]


def addresses_elsewhere(workspace_id: int) -> PublicAddresses:
    """For pages of other sites, on which the widget shows articles."""
    workspace = workspace_of(workspace_id)
    return PublicAddresses(workspace.public_id, centre_of(workspace), absolute(""))


def addresses_here(workspace_id: int) -> PublicAddresses:
    """For this server's own pages, at the host that the request asks for: it may be another workspace's."""
    workspace = workspace_of(workspace_id)
    is_at_home = workspace_at(request.host).id == workspace_id
    return PublicAddresses(workspace.public_id, "" if is_at_home else centre_of(workspace), "")


def centre_of(workspace: WorkspaceView) -> str | None:
    """What stands before the paths of a workspace's help centre; None when it has none."""
    has_one = workspace.help_host is not None or workspace.id == first_workspace().id
    return centre_at(workspace.help_host) if has_one else None


def centre_at(help_host: str | None) -> str:
    """What stands before the paths of the help centre at a host, or of the one at the installation's own address."""
    server = absolute("")
    return server if help_host is None else f"{server.partition('://')[0]}://{help_host}"


def homes_of(workspace_id: int) -> frozenset[str]:
    """What may stand before a path of the workspace's own."""
    return frozenset({absolute(""), centre_of(workspace_of(workspace_id)) or absolute("")})
