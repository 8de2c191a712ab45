"""docs/recipes/ci.md with Docker: Testcontainers, the workflow's service and the Compose file, each on a free port."""
import os
import pathlib
import re
import shutil
import subprocess

import containers
import pages
import yaml
from project import run

TEST = """import requests


def test_answers(nebeus_url):
    assert requests.get(nebeus_url + "/_mock/health", timeout=10).json()["status"] == "ok"
"""


def check(folder):
    image = containers.image(folder)
    pages.files("ci", folder)
    folder = pathlib.Path(folder)
    testcontainers(folder)
    workflow(folder)
    compose(folder, image)


def testcontainers(folder):
    (folder / "test_answers.py").write_text(TEST)
    environment = {**os.environ, "TESTCONTAINERS_RYUK_DISABLED": "true"}
    run(["python", "-m", "pytest", "-q", "test_answers.py"], cwd=folder, env=environment)


def workflow(folder):
    """The service as GitHub would start it, then the job's own step that calls it."""
    job = yaml.safe_load((folder / containers.WORKFLOW).read_text())["jobs"]["test"]
    service = job["services"]["nebeus"]
    port = re.fullmatch(r"\d+:(\d+)", service["ports"][0])[1]
    variables = [word for name, value in service["env"].items() for word in ("--env", f"{name}={value}")]
    with containers.Container("--publish", f"127.0.0.1::{port}", *variables) as container:
        container.becomes_healthy()
        url = "http://" + run(["docker", "port", container.name, port]).split()[0]
        step = next(step["run"] for step in job["steps"] if "curl" in step.get("run", ""))
        run(["sh", "-ec", step], env={**os.environ, "NEBEUS_MOCK_URL": url})


def compose(folder, image):
    for name in ("Dockerfile", "out"):
        (shutil.copytree if (image / name).is_dir() else shutil.copy)(image / name, folder / name)
    file = folder / "compose.yaml"
    file.write_text(file.read_text().replace('"127.0.0.1:8069:8069"', '"127.0.0.1::8069"'))
    has_plugin = subprocess.run(["docker", "compose", "version"], capture_output=True).returncode == 0
    command = [*(["docker", "compose"] if has_plugin else ["docker-compose"]), "--project-name", "nebeus-recipes"]
    try:
        run([*command, "up", "--detach", "nebeus"], cwd=folder)
        container = containers.Container()
        container.name = run([*command, "ps", "--quiet", "nebeus"], cwd=folder).strip()
        container.becomes_healthy()
        address = run([*command, "port", "nebeus", "8069"], cwd=folder).strip()
        run(["curl", "--fail", "--silent", f"http://{address}/_mock/health"])
    finally:
        run([*command, "down"], cwd=folder)
