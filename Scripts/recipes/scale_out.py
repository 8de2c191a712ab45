"""docs/recipes/scale-out.md: HAProxy in front of four processes with a thousand databases, and what becomes of them when one ends."""
import collections
import contextlib
import http.client
import json
import os
import pathlib
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import time

import kubernetes
import pages
import yaml
from project import SECONDS, Server, cpu_seconds, run, say, script

PROCESSES = ["mock1", "mock2", "mock3", "mock4"]
NAMES = [f"test-{number}" for number in range(1_000)]
LUCY = {"login": "lucy@demo.example", "password": "demo-password"}
COUNTRIES = "/get_countries/1.0/json"
DASHBOARD = "/partner/dashboard"
# By which a call names its database.
WAYS = {
    "base path": lambda name: (f"/_db/{name}{COUNTRIES}", {}),
    "field": lambda name: (COUNTRIES, {"X-Odoo-Database": name}),
    "query": lambda name: (f"{COUNTRIES}?db={name}", {}),
    "host": lambda name: (COUNTRIES, {"Host": f"{name}.localhost"}),
    # The first that is given counts; an empty one isn't given.
    "several": lambda name: (f"/_db/{name}{COUNTRIES}?db=other", {"X-Odoo-Database": "another", "Host": "third.localhost"}),
    "empty ones": lambda name: (f"{COUNTRIES}?db=", {"X-Odoo-Database": "", "Host": f"{name}.localhost:80"}),
}
LOAD_SECONDS = 3
LOAD_NAMES = 200


def check(folder):
    script("install-packages", "haproxy", "wrk")
    pages.files("scale-out", folder)
    folder = pathlib.Path(folder)
    described(folder)
    executable = folder / "nebeus-mock"
    script("build-static", str(executable))
    with contextlib.ExitStack() as stack:
        servers = {
            name: stack.enter_context(Server("--scenario", "demo", executable=executable)) for name in PROCESSES}
        with Balancer(folder, servers) as balancer:
            events(folder, balancer)
            thousand(balancer, servers)
            sessions(balancer)
            asked_of_all(folder, balancer, servers)
            killed(balancer, servers, executable, stack)
        throughput(folder, executable)


def described(folder):
    """The manifests are valid, and each of the files has the same processes and the same rules."""
    settings = (folder / "haproxy.cfg").read_text()
    servers = dict(re.findall(r"^  server (\S+) (\S+)$", settings, re.M))
    assert list(servers) == PROCESSES and all(servers[name] == f"{name}:8069" for name in servers), servers
    services = yaml.safe_load((folder / "compose.yaml").read_text())["services"]
    assert [name for name in services if name != "balancer"] == PROCESSES
    assert list(services["balancer"]["depends_on"]) == PROCESSES
    (folder / "compose.yaml").rename(folder / "compose.yml")

    manifests = kubernetes.valid(folder)
    assert sorted(manifests) == ["ingress", "service", "statefulset"]
    pod = manifests["statefulset"]["spec"]["template"]
    assert manifests["statefulset"]["spec"]["serviceName"] == manifests["service"]["metadata"]["name"]
    assert pod["metadata"]["labels"].items() >= manifests["service"]["spec"]["selector"].items()
    backend = manifests["ingress"]["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend["name"] == manifests["service"]["metadata"]["name"]
    host = manifests["ingress"]["spec"]["rules"][0]["host"]
    assert host in pod["spec"]["containers"][0]["args"], f"{host} is no host that the server answers to"
    rules = manifests["ingress"]["metadata"]["annotations"]["haproxy.org/backend-config-snippet"].splitlines()
    known = [line.strip() for line in settings.splitlines()]
    assert rules == sorted(rules, key=known.index), "the annotation has other rules, or in another order"
    # Beside what the controller writes itself.
    generated = ["defaults", "mode http", "timeout connect 1s", "timeout client 1s", "timeout server 1s", "frontend all",
                 "bind :80", "default_backend mock", "backend mock", "balance roundrobin", *rules, "server SRV_1 127.0.0.1:8069"]
    file = folder / "generated.cfg"
    file.write_text("\n".join(generated) + "\n")
    run(["haproxy", "-c", "-f", file], env=environment())


def environment():
    return {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin"}


class Balancer:
    """HAProxy as the page has it, with these servers, on a free port."""

    def __init__(self, folder, servers):
        text = (folder / "haproxy.cfg").read_text()
        lines = [f"  server {name} 127.0.0.1:{server.port}" for name, server in servers.items()]
        text = re.sub(r"(^  server .*\n)+", "\n".join(lines) + "\n", text, flags=re.M)
        # HAProxy can't say which port it was given: it gets a socket that listens already.
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.port = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.file = folder / f"balancer-{len(servers)}.cfg"
        self.file.write_text(text.replace("bind :8069", f"bind fd@{self.socket.fileno()}"))

    def __enter__(self):
        command = ["haproxy", "-db", "-q", "-f", self.file]
        self.process = subprocess.Popen(command, env=environment(), pass_fds=[self.socket.fileno()])
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        return self

    def __exit__(self, *_):
        self.connection.close()
        self.process.terminate()
        self.process.wait(timeout=SECONDS)
        self.socket.close()

    def ask(self, method, path, body=None, fields={}):
        """The status and the body of an answer; of calls that name no host, the balancer's address is the host."""
        fields = {"Content-Type": "application/json", **fields}
        self.connection.request(method, path, None if body is None else json.dumps(body), fields)
        answer = self.connection.getresponse()
        self.fields = answer.headers
        return answer.status, answer.read()

    def call(self, path, fields={}, body={}):
        status, body = self.ask("POST", path, body, fields)
        assert status == 200, f"{path} with {fields}: {status} {body[:200]}"
        return body


def held(server):
    """The databases of one process."""
    return {one["name"] for one in server.call("/_mock/databases")}


def thousand(balancer, servers):
    """However a call names its database, it reaches the process that has it; and each has its share."""
    for number, name in enumerate(NAMES):
        first = list(WAYS)[number % len(WAYS):]
        for way in first + [way for way in WAYS if way not in first]:
            balancer.call(*WAYS[way](name))
        status, _ = balancer.ask("GET", f"/_mock/databases/{name}")
        assert status == 200, f"the control plane finds no {name}"
    counts = collections.Counter(name for server in servers.values() for name in held(server))
    twice = [name for name, count in counts.items() if count > 1 and name != "nebeus"]
    assert not twice, f"several processes have {twice[:5]}"
    missing = set(NAMES) - set(counts)
    assert not missing, f"no process has {sorted(missing)[:5]}"
    others = set(counts) - set(NAMES) - {"nebeus"}
    assert not others, f"calls were made to {others}"
    shares = [len(held(server) & set(NAMES)) for server in servers.values()]
    assert min(shares) > len(NAMES) / 10, f"the shares are {shares}"
    say(f"scale-out: 1,000 databases, of which four processes have {', '.join(map(str, shares))}")


def sessions(balancer):
    """A call without a name reaches the database of its session, however it brings the session."""
    for name in NAMES[:40]:
        balancer.call("/signin/1.0/json", {"X-Odoo-Database": name}, LUCY)
        session = re.search(r"session_id=(\w+)", balancer.fields["Set-Cookie"])[1]
        by = [(DASHBOARD, {"Cookie": f"session_id={session}"}), (DASHBOARD, {"X-Openerp-Session-Id": session}),
              (f"{DASHBOARD}?session_id={session}", {})]
        for path, fields in by:
            assert b"Bennett" in balancer.call(path, fields), f"{name}: not found by {path} with {fields}"


def asked_of_all(folder, balancer, servers):
    def asked(question):
        return json.loads(run([sys.executable, "processes.py", question, balancer.url, *PROCESSES], cwd=folder))

    assert {name: set(names) for name, names in asked("databases").items()} == {
        name: held(server) for name, server in servers.items()}
    coverage = asked("coverage")
    parts = [server.call("/_mock/coverage") for server in servers.values()]
    assert coverage["calls"] == sum(part["calls"] for part in parts) and coverage["total"] == parts[0]["total"]
    assert max(part["seen"] for part in parts) <= coverage["seen"] <= sum(part["seen"] for part in parts)


def events(folder, balancer):
    """The calls of databases of every process are seen through one address."""
    names = [f"seen-{number}" for number in range(12)]
    for name in names:
        balancer.call(*WAYS["field"](name))
    command = [sys.executable, "processes.py", "events", balancer.url, *PROCESSES]
    reader = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE)
    try:
        missing = set(names)
        deadline = time.monotonic() + SECONDS
        while missing:
            assert time.monotonic() < deadline, f"no events of {missing}"
            for name in missing:
                balancer.call(*WAYS["field"](name))
            while select.select([reader.stdout], [], [], 0.2)[0]:
                for line in os.read(reader.stdout.fileno(), 65_536).decode().splitlines():
                    missing.discard(line.split(" ")[0])
    finally:
        reader.kill()
        reader.wait()
        reader.stdout.close()
    for name in names:
        assert balancer.ask("DELETE", f"/_mock/databases/{name}")[0] == 204


def killed(balancer, servers, executable, stack):
    """The databases of a process that ends answer 503 until it is back, empty; the others notice nothing."""
    victim = servers["mock2"]
    lost = held(victim) & set(NAMES)
    others = [name for name in NAMES if name not in lost]
    watch = Watch(balancer, others)
    with watch:
        victim.process.send_signal(signal.SIGKILL)
        victim.process.wait(timeout=SECONDS)
        for name in lost:
            assert balancer.ask("POST", *WAYS["field"](name)[:1], {}, {"X-Odoo-Database": name})[0] == 503, name
        for name in others:
            assert balancer.ask("GET", f"/_mock/databases/{name}")[0] == 200, f"{name} is gone"
    assert watch.calls > 100 and not watch.failures, f"{watch.calls} calls, of which failed {watch.failures[:3]}"
    servers["mock2"] = stack.enter_context(
        Server("--scenario", "demo", "--port", str(victim.port), executable=executable))
    assert held(servers["mock2"]) == {"nebeus"}
    for name in lost:
        balancer.call(*WAYS["field"](name))
    assert held(servers["mock2"]) - {"nebeus"} == lost
    say(f"scale-out: one process killed: its {len(lost)} databases are lost; {watch.calls} calls to others meanwhile, all answered")


class Watch:
    """Calls databases over and over in a thread of its own, and keeps what goes wrong."""

    def __init__(self, balancer, names):
        self.balancer, self.names = balancer, names
        self.calls, self.failures = 0, []
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.balancer.port, timeout=SECONDS)
        while not self.ended.is_set():
            name = self.names[self.calls % len(self.names)]
            connection.request("POST", COUNTRIES, "{}", {"X-Odoo-Database": name, "Content-Type": "application/json"})
            answer = connection.getresponse()
            if answer.status != 200 or not answer.read():
                self.failures.append((name, answer.status))
            self.calls += 1


def throughput(folder, executable):
    """Calls a second of 200 databases, behind the balancer and, of one process, without it."""
    names = NAMES[:LOAD_NAMES]
    load = folder / "load.lua"
    load.write_text(f"""
wrk.method, wrk.body = "POST", "{{}}"
wrk.headers["Content-Type"] = "application/json"
local number = 0
function request()
  number = (number + 1) % {LOAD_NAMES}
  wrk.headers["X-Odoo-Database"] = "test-" .. number
  return wrk.format(nil, "{COUNTRIES}")
end
function done(summary)
  local e = summary.errors
  io.write(string.format("figures %.0f %d %d\\n", summary.requests / summary.duration * 1e6, summary.requests, e.connect + e.read + e.write + e.timeout + e.status))
end
""")
    figures = []
    for count in (1, 2, 4):
        with contextlib.ExitStack() as stack:
            servers = {
                name: stack.enter_context(Server("--scenario", "demo", executable=executable))
                for name in PROCESSES[:count]}
            balancer = stack.enter_context(Balancer(folder, servers))
            for name in names:
                balancer.call(*WAYS["field"](name))
            if count == 1:
                server = servers["mock1"]
                figures.append("one process without HAProxy " + measured(load, server.url, [server.process]))
            processes = [server.process for server in servers.values()]
            figures.append(f"{count} behind it " + measured(load, balancer.url, processes, balancer.process))
    say(f"scale-out: calls a second: {', '.join(figures)}; on {os.cpu_count()} cores, which wrk uses too")


def measured(load, url, servers, balancer=None):
    """Calls a second, and what one costs its server and the balancer."""
    parties = {"server": servers, "HAProxy": [balancer] if balancer else []}
    before = {name: sum(map(cpu_seconds, processes)) for name, processes in parties.items()}
    output = run(["wrk", "-t1", "-c64", f"-d{LOAD_SECONDS}s", "-s", load, url])
    rate, count, errors = map(int, re.search(r"figures (\d+) (\d+) (\d+)", output).groups())
    assert count and not errors, output
    costs = [
        f"{(sum(map(cpu_seconds, processes)) - before[name]) / count * 1e6:.0f} µs of {name}"
        for name, processes in parties.items() if processes]
    return f"{rate:,} ({', '.join(costs)})"
