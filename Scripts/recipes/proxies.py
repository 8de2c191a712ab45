"""nginx as docs/recipes/proxy.md has it, in front of a server."""
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
}}
"""


def check(folder):
    script("install-packages", "nginx-light", "curl", "openssl")
    pages.files("proxy", folder)
    options = ["--scenario", "empty", "--allow-host", "nebeus.example"]
    with Server(*options) as server, nginx(folder, server):
        over_tls(folder)


@contextlib.contextmanager
def nginx(folder, server):
    """nginx, listening on a socket in the file system rather than on a port."""
    folder = pathlib.Path(folder)
    run([
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
        "-subj", "/CN=nebeus.example", "-addext", "subjectAltName=DNS:nebeus.example",
        "-keyout", folder / "nebeus.key", "-out", folder / "nebeus.pem",
    ])
    text = (folder / "tls.conf").read_text()
    for old, new in {
        "/etc/nginx/": f"{folder}/", "listen 443 ": f"listen unix:{folder}/tls.sock ", "127.0.0.1:8069": f"127.0.0.1:{server.port}",
    }.items():
        text = text.replace(old, new)
    (folder / "tls.conf").write_text(text)
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
        while not (folder / "tls.sock").exists():
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
