"""nginx as docs/recipes/proxy.md has it, in front of two servers."""
import contextlib
import os
import pathlib
import subprocess
import time

import pages
from project import SECONDS, Server, run, script

NGINX = """
pid {folder}/nginx.pid;
daemon off;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/temporary;
  fastcgi_temp_path {folder}/temporary;
  uwsgi_temp_path {folder}/temporary;
  scgi_temp_path {folder}/temporary;
  include {folder}/tls.conf;
  include {folder}/balancer.conf;
}}
"""
NAMES = [f"team-{number}" for number in range(1, 13)]


def check(folder):
    script("install-packages", "nginx-light", "curl", "openssl")
    pages.files("proxy", folder)
    options = ["--scenario", "empty", "--allow-host", "nebeus.example"]
    with Server(*options) as first, Server(*options) as second, nginx(folder, first, second):
        over_tls(folder)
        balanced(folder, first, second)


@contextlib.contextmanager
def nginx(folder, first, second):
    """nginx, listening on sockets in the file system rather than on ports."""
    folder = pathlib.Path(folder)
    run([
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
        "-subj", "/CN=nebeus.example", "-addext", "subjectAltName=DNS:nebeus.example",
        "-keyout", folder / "nebeus.key", "-out", folder / "nebeus.pem",
    ])
    changes = {
        "/etc/nginx/": f"{folder}/", "listen 443 ": f"listen unix:{folder}/tls.sock ",
        "listen 8068;": f"listen unix:{folder}/balancer.sock;", "127.0.0.1:8069": f"127.0.0.1:{first.port}",
        "127.0.0.1:8070": f"127.0.0.1:{second.port}",
    }
    for name in ("tls.conf", "balancer.conf"):
        text = (folder / name).read_text()
        for old, new in changes.items():
            text = text.replace(old, new)
        (folder / name).write_text(text)
    settings = folder / "nginx.conf"
    settings.write_text(NGINX.format(folder=folder))
    # Its workers are another user.
    for path in (folder, folder.parent):
        path.chmod(0o755)
    command = ["nginx", "-e", "stderr", "-c", settings]
    environment = {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin"}
    run([*command, "-q", "-t"], env=environment)
    process = subprocess.Popen(command, env=environment)
    try:
        deadline = time.monotonic() + SECONDS
        while not all((folder / name).exists() for name in ("tls.sock", "balancer.sock")):
            assert process.poll() is None and time.monotonic() < deadline, "nginx does not start"
            time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.wait(timeout=SECONDS)


def fetch(*arguments):
    return run(["curl", "--fail", "--silent", "--show-error", "--max-time", "10", *arguments])


def over_tls(folder):
    tls = ["--unix-socket", f"{folder}/tls.sock", "--cacert", f"{folder}/nebeus.pem"]
    fetch(*tls, "https://nebeus.example/_mock/health")
    fetch(*tls, "-H", "Origin: https://nebeus.example", "-X", "PUT", "https://nebeus.example/_mock/databases/tls")


def balanced(folder, *servers):
    """However a call names its database, it reaches the server that has it; and both servers have some."""
    socket = ["--unix-socket", f"{folder}/balancer.sock"]
    for name in NAMES:
        database = f"http://localhost/_mock/databases/{name}"
        countries = "/get_countries/1.0/json"
        fetch(*socket, "-X", "PUT", database)
        fetch(*socket, "-X", "PUT", "-d", '{"now":"2017-03-03T12:00:00Z"}', f"{database}/clock")
        fetch(*socket, "-X", "POST", "-H", f"X-Odoo-Database: {name}", f"http://localhost{countries}")
        fetch(*socket, "-X", "POST", f"http://localhost{countries}?db={name}")
        fetch(*socket, "-X", "POST", f"http://{name}.localhost:8068{countries}")
    held = [{database["name"] for database in server.call("/_mock/databases")} & set(NAMES) for server in servers]
    assert all(held), "the balancer gives everything to one server"
    assert sum(map(len, held)) == len(NAMES), "the balancer gives one database to two servers"
