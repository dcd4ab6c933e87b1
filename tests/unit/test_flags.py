"""Every state that pages show with a flag has one among the static files."""

from pathlib import Path

import pytest

from dashboard.templatetags.entente import flag_url
from kg.graph.rows import EntityRef
from kg.reference.states import State
from kg.reference.world import world

STATIC = Path(__file__).parents[2] / "dashboard" / "static"


@pytest.mark.parametrize("state", world().states.values(), ids=lambda s: s.name)
def test_a_flag_is_there(state: State) -> None:
    url = flag_url(EntityRef(state.id, "state", state.name))
    assert not url or (STATIC / url.removeprefix("/static/")).is_file()
