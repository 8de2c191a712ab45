"""What docs/recipes/ci.md and docs/data.md say of containers: read without an engine, and run where one answers."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

import pages
import yaml
from project import HOME, SECONDS, fail, run, script

WORKFLOW = ".github/workflows/test.yml"
BUNDLES = ".github/workflows/bundles.yml"


def described(folder):
    """What an engine would read is consistent with the image's own description."""
    pages.files("ci", folder)
    folder = pathlib.Path(folder)
    dockerfile = (HOME / "Dockerfile").read_text()
    port = re.search(r"^EXPOSE (\d+)$", dockerfile, re.M)[1]
    assert re.search(r'^HEALTHCHECK .*CMD \["/nebeus-mock", "health"\]$', dockerfile, re.M), "no health check"

    workflow = yaml.safe_load((folder / WORKFLOW).read_text())["jobs"]["test"]
    assert workflow["services"]["nebeus"]["ports"] == [f"{port}:{port}"]
    assert workflow["env"]["NEBEUS_MOCK_URL"] == f"http://localhost:{port}"

    steps = yaml.safe_load((folder / BUNDLES).read_text())["jobs"]["test"]["steps"]
    assert f"--bundles {steps[2]['with']['path']} " in steps[1]["run"] and steps[2]["if"] == "failure()"

    services = yaml.safe_load((folder / "compose.yaml").read_text())["services"]
    assert services["nebeus"]["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert services["tests"]["depends_on"]["nebeus"]["condition"] == "service_healthy"
    assert f"http://nebeus:{port}/_mock/health" in services["tests"]["command"]

    # Made with the names that Testcontainers has.
    run([sys.executable, "-c", "import conftest"], cwd=folder)
    assert f"with_exposed_ports({port})" in (folder / "conftest.py").read_text()


def engine():
    """The container engine that answers, if any: `NEBEUS_ENGINE` says which to ask."""
    for command in os.environ.get("NEBEUS_ENGINE", "docker").split():
        try:
            subprocess.run([command, "info"], check=True, capture_output=True, timeout=SECONDS)
            return command
        except (OSError, subprocess.SubprocessError):
            continue
    return None


def image(folder):
    """The image: the Dockerfile's last stage, since its first needs the official Swift image and builds the same."""
    folder = pathlib.Path(folder, "image")
    (folder / "out" / "root" / "data").mkdir(parents=True)
    (folder / "out" / "root" / "data").chmod(0o775)
    (folder / "out" / "licenses").mkdir()
    shutil.copy(HOME / "LICENSE", folder / "out" / "licenses" / "nebeus-mock")
    script("build-static", str(folder / "out" / "nebeus-mock"))
    stage = (HOME / "Dockerfile").read_text().partition("\nFROM scratch\n")[2]
    (folder / "Dockerfile").write_text("FROM scratch\n" + stage.replace("--from=build ", "").replace(" /out/", " out/"))
    words = ["--format", "docker"] if engine() == "podman" else []
    run([engine(), "build", *words, "--tag", "nebeus-mock", folder], timeout=10 * SECONDS)
    return folder


class Container:
    """A container of the image, for as long as a `with` lasts."""

    def __init__(self, *words, arguments=()):
        self.words = [*words, "nebeus-mock", *arguments]

    def __enter__(self):
        self.name = run([engine(), "run", "--detach", *self.words]).split()[-1]
        return self

    def __exit__(self, *_):
        run([engine(), "rm", "--force", "--volumes", self.name])

    def becomes_healthy(self):
        """Asks the health check itself where the engine has nothing that asks it (podman without systemd)."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if engine() == "podman":
                if subprocess.run(["podman", "healthcheck", "run", self.name], capture_output=True).returncode == 0:
                    return
            elif "healthy" == run([engine(), "inspect", "--format", "{{.State.Health.Status}}", self.name]).strip():
                return
            time.sleep(0.2)
        print(run([engine(), "logs", self.name]), file=sys.stderr)
        fail(f"the container never becomes healthy: {' '.join(self.words)}")


def run_image(folder):
    """The health check finds the server however it is started, and any user can keep databases in /data."""
    image(folder)
    starts = {
        "the defaults": ([], []),
        "a port as an argument": ([], ["--port", "9000"]),
        "a free port": (["-e", "NEBEUS_MOCK_PORT=0"], []),
        "IPv6 alone": (["-e", "NEBEUS_MOCK_HOST=::"], []),
        "another loopback address": ([], ["serve", "--host", "127.0.0.2"]),
        "Kubernetes's variable": (["-e", "NEBEUS_MOCK_PORT=tcp://10.96.7.1:8069"], []),
        "a read-only root": (["--read-only"], []),
        "a token for the control plane": (["-e", "NEBEUS_MOCK_ADMIN_TOKEN=secret"], []),
    }
    for name, (words, arguments) in starts.items():
        starts_healthy(name, *words, arguments=arguments)
    # Each user continues with the files of the one before.
    volume = f"nebeus-check-{os.getpid()}"
    try:
        for user in ("10001", "123456:0", "10001:0"):
            data = ["-v", f"{volume}:/data", "-e", "NEBEUS_MOCK_DATA=/data"]
            starts_healthy(f"databases in /data, user {user}", "--user", user, "--read-only", *data)
    finally:
        subprocess.run([engine(), "volume", "rm", "--force", volume], capture_output=True)


def starts_healthy(name, *words, arguments=()):
    """Without a network: the health check is asked within the container, and no port of the machine is taken."""
    print(f"  {name}", file=sys.stderr, flush=True)
    with Container("--network", "none", *words, arguments=arguments) as container:
        container.becomes_healthy()
