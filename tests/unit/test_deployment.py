"""How Entente is set up: every setting is listed, no secret has a default, the containers are closed to the world."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
SECRET = "a-secret-of-the-tests-that-is-long-enough-0123456789-abcdefghij"


def manage(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` in a process of its own with nothing but these settings."""
    bare = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    command = [sys.executable, str(ROOT / "manage.py"), *args]
    return subprocess.run(command, env=bare | environment, capture_output=True, text=True, check=False)  # noqa: S603


def named_settings() -> set[str]:
    source = (ROOT / "dashboard" / "settings.py").read_text(encoding="utf-8")
    return set(re.findall(r"env\.\w+\(\s*\"([A-Z0-9_]+)\"", source))


def test_every_setting_is_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = set(re.findall(r"^#?([A-Z0-9_]+)=", example, re.MULTILINE))
    assert listed - {"POSTGRES_PASSWORD"} == named_settings()


def test_the_example_holds_no_secret() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert re.findall(r"^#?\w*(?:KEY|PASSWORD)=(.+)$", example, re.MULTILINE) == []


def test_without_a_secret_key_the_site_does_not_start(tmp_path: Path) -> None:
    bare = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    site = [sys.executable, "-c", "import dashboard.wsgi"]
    done = subprocess.run(site, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert "SECRET_KEY is not set" in done.stderr.splitlines()[-1]


def test_a_command_needs_no_secret_key(tmp_path: Path) -> None:
    assert manage("check", DATA_DIR=str(tmp_path)).returncode == 0


def test_a_site_for_others_passes_the_check_for_deployment(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "INFO", DATA_DIR=str(tmp_path), SECRET_KEY=SECRET)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = manage("graph", "status", DATA_DIR=str(tmp_path / "file" / "data"), LOCAL="on")
    assert done.returncode == 1
    assert "cannot be made" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_database_without_tables_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ministers of Austria and Hungary met in Vienna to talk about trade.")
    done = manage("import_article", str(tmp_path / "a.txt"), DATA_DIR=str(tmp_path), LOCAL="on")
    assert done.returncode == 1
    assert "run `manage.py migrate`" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_sqlite_takes_turns_instead_of_failing(transactional_db: None) -> None:
    options = settings.DATABASES["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == 20_000


@pytest.fixture(scope="module")
def compose() -> Any:
    try:
        import yaml
    except ImportError:
        if os.environ.get("CI"):
            pytest.fail("PyYAML is missing")
        pytest.skip("PyYAML is missing; .ci/run installs it")
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_containers_listen_on_this_machine_only(compose: Any) -> None:
    ports = [port for service in compose["services"].values() for port in service.get("ports", ())]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_every_image_names_its_version(compose: Any) -> None:
    images = [service["image"] for service in compose["services"].values() if "image" in service]
    assert all(re.search(r":\d", image) for image in images)


def test_no_secret_of_the_containers_has_a_default(compose: Any) -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    secrets = re.findall(r"\$\{(SECRET_KEY|NEO4J_PASSWORD|POSTGRES_PASSWORD)([^}]*)\}", text)
    assert {name for name, _ in secrets} == {"SECRET_KEY", "NEO4J_PASSWORD", "POSTGRES_PASSWORD"}
    assert all(rest.startswith(":?") for _, rest in secrets)


def test_the_site_waits_for_its_stores(compose: Any) -> None:
    services = compose["services"]
    assert {"neo4j", "postgres", "web"} <= {name for name, service in services.items() if "healthcheck" in service}
    assert services["prepare"]["depends_on"] == {
        "neo4j": {"condition": "service_healthy"},
        "postgres": {"condition": "service_healthy"},
    }
    for name in ("web", "worker"):
        assert services[name]["depends_on"] == {"prepare": {"condition": "service_completed_successfully"}}


def test_neo4j_reads_no_files_and_no_addresses(compose: Any) -> None:
    environment = compose["services"]["neo4j"]["environment"]
    assert environment["NEO4J_dbms_security_allow__csv__import__from__file__urls"] == "false"
    assert environment["NEO4J_internal_dbms_cypher__ip__blocklist"] == "0.0.0.0/0,::/0"
    assert not any("apoc" in str(value).lower() for value in environment.values())


def test_the_containers_of_the_site_may_do_little(compose: Any) -> None:
    for name in ("prepare", "web", "worker"):
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]


def test_every_service_is_known_to_the_site(compose: Any) -> None:
    assert set(compose["services"]) == {"neo4j", "postgres", "prepare", "web", "worker"}
