"""Imports run one way, and each foreign part has one room: README says which way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEVELS = (
    {"errors"},
    {"ontology"},
    {"model"},
    {"folding", "joining", "output"},
    {"reference"},
    {"sources", "extraction", "graph"},
    {"evaluation", "ingest"},
    {"dashboard"},
)
LEVEL = {room: number for number, level in enumerate(LEVELS) for room in level}
OWNERS = {"neo4j": "graph", "spacy": "extraction", "django": "dashboard"}
OWNERS |= {"openai": "extraction", "anthropic": "extraction"}
MODULES = sorted([*(ROOT / "kg").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")])


def room_of(module: str) -> str:
    """`kg.graph.read` -> `graph`, `dashboard.views` -> `dashboard`, `spacy.tokens` -> `spacy`."""
    first, _, rest = module.partition(".")
    return rest.partition(".")[0] if first == "kg" else first


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.fixture(params=[path for path in MODULES if path != ROOT / "kg" / "__init__.py"], ids=str)
def path(request: pytest.FixtureRequest) -> Path:
    module: Path = request.param
    return module


def test_a_module_imports_only_its_room_and_what_stands_before_it(path: Path) -> None:
    own = room_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
    assert own in LEVEL, f"{own} has no place in the order"
    rooms = {room_of(module) for module in imports_of(path)} & LEVEL.keys()
    assert {room for room in rooms - {own} if LEVEL[room] >= LEVEL[own]} == set()


def test_neo4j_spacy_and_django_have_one_room_each(path: Path) -> None:
    own = room_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
    foreign = {module.partition(".")[0] for module in imports_of(path)}
    assert {part for part, owner in OWNERS.items() if part in foreign and owner != own} == set()


def test_every_room_of_the_order_exists() -> None:
    existing = {path.stem for path in (ROOT / "kg").iterdir() if path.name != "__init__.py"} | {"dashboard"}
    assert LEVEL.keys() <= existing
