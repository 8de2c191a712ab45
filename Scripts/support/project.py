"""What the Python programs of Scripts share: the project's folder, its builds, tools from PyPI, and servers to call."""
import functools
import json
import os
import pathlib
import select
import subprocess
import sys
import urllib.request

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
SECONDS = 120


def say(text):
    print(f"{pathlib.Path(sys.argv[0]).name}: {text}", file=sys.stderr, flush=True)


def fail(text):
    say(text)
    sys.exit(1)


def script(name, *arguments):
    """Runs another program of this folder."""
    subprocess.run([HOME / "Scripts" / name, *arguments], cwd=HOME, check=True, stdout=sys.stderr)


def run(command, **settings):
    """Runs a command to its end; what it printed is shown only if it fails, which ends the program."""
    settings = {"timeout": SECONDS, "text": True, **settings}
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **settings)
    if result.returncode != 0:
        print(result.stdout, file=sys.stderr)
        fail(f"exit code {result.returncode} of {command if isinstance(command, str) else ' '.join(map(str, command))}")
    return result.stdout


@functools.cache
def mock():
    """The executable, built with what it lacks installed."""
    script("require-swift")
    script("install-packages")
    subprocess.run(["swift", "build", "--product", "nebeus-mock"], cwd=HOME, check=True, stdout=sys.stderr)
    return HOME / ".build" / "debug" / "nebeus-mock"


def tools(name, packages):
    """A virtual environment with `packages` from PyPI, which is made again when they change."""
    folder = HOME / ".build" / f"{name}-venv"
    note = folder / "wanted"
    if not note.exists() or note.read_text().split() != packages:
        subprocess.run(["rm", "-rf", folder], check=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True)
        note.write_text(" ".join(packages))
    return folder / "bin"


def run_within(folder):
    """Starts the running program anew with the Python of a virtual environment, unless it has it already."""
    if pathlib.Path(sys.prefix) != folder.parent:
        os.execv(folder / "python", [folder / "python", *sys.argv])


def cpu_seconds(process):
    """The processor's time that a running process has taken, which doesn't depend on what else the machine does."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Server:
    """The executable, the one that is built from this folder unless another is given, on a free port for as long as a `with` lasts."""

    def __init__(self, *options, executable=None, log=subprocess.DEVNULL):
        self.command = [executable or mock(), "serve", "--port", "0", "--log-level", "error", *options]
        self.log = log

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        if not select.select([self.process.stdout], [], [], SECONDS)[0]:
            self.__exit__()
            fail(f"no server after {SECONDS} seconds")
        line = self.process.stdout.readline()
        if not line:
            fail(f"the server ended with {self.process.wait()}")
        self.url = line.split()[-1]
        self.port = int(self.url.rpartition(":")[2])
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=SECONDS)

    def call(self, path, body=None, method=None, headers={}):
        """The answer to a call with a JSON body, or to a GET without one."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json", **headers}, method=method)
        return json.load(urllib.request.urlopen(request, timeout=SECONDS))
