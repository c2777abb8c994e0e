"""What any engine must do holds with meaning, too: the engines' suite on the engine of this folder's conftest."""

from tests.kb_search.test_engine_conformance import *  # noqa: F403
from tests.kb_search.test_engine_isolation import *  # noqa: F403
from tests.kb_search.test_engine_writing import *  # noqa: F403
