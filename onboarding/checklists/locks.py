"""Tasks that wait for others, and those that would wait for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def waiting_circle(tasks: Sequence[Mapping[str, Any]], *, in_order: bool) -> list[str]:
    """Keys of tasks each of which waits for the next, and the last for the first; empty when there are none.

    Args:
        tasks: canonical tasks, whose locks name tasks of the list.
        in_order: whether each task waits for the required ones before it too.
    """
    waits: dict[str, list[str]] = {}
    for index, task in enumerate(tasks):
        earlier = [each["key"] for each in tasks[:index] if in_order and not each["optional"]]
        waits[task["key"]] = [*task["locked_until"], *earlier]
    stuck = _never_free(waits)
    if not stuck:
        return []
    path = [stuck[0]]
    while (following := next(key for key in waits[path[-1]] if key in stuck)) not in path:
        path.append(following)
    return path[path.index(following) :]


def _never_free(waits: Mapping[str, Sequence[str]]) -> list[str]:
    """What is left when every task is done whose waits are all done, again and again."""
    left = list(waits)
    while free := [key for key in left if not any(other in left for other in waits[key])]:
        left = [key for key in left if key not in free]
    return left
