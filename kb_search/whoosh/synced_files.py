"""Where Whoosh puts its files: it never calls `fsync`, so a loss of power could undo a commit long told as done."""

from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from kb_search.storage.generations import sync


class SyncedStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """A directory in which a commit is surely on disk once it can be seen.

    Whoosh ends a commit by renaming its list of segments, and renames nothing else; only then it removes what the
    commit replaces. So whatever was written goes to disk before that, and the new name right after it.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__(str(directory))
        self._directory = directory
        self._written: set[str] = set()

    def create_file(self, name: str, **options: Any) -> Any:
        """Open a new file for writing."""
        self._written.add(name)
        return super().create_file(name, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002 - Whoosh's
        """Give a file another name, with all that was written before; raises NameError when `safe` and it is taken."""
        for name in self._written:
            if (self._directory / name).exists():
                sync(self._directory / name)
        self._written.clear()
        super().rename_file(oldname, newname, safe=safe)
        sync(self._directory)
