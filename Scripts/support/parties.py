"""The servers that benchmarks compare: processes whose CPU time and memory Linux tells."""
import glob
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")


def path_of(command):
    return shutil.which(command) or shutil.which(command, path="/usr/sbin")


class Process:
    """A server on a port of its own."""

    def pids(self):
        return [self.process.pid]

    def ticks(self):
        """utime and stime. Source: proc(5), /proc/PID/stat"""
        stats = (pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.pids())
        return sum(int(stat[11]) + int(stat[12]) for stat in stats)

    def nanoseconds(self):
        """CPU time so far; exact where the kernel counts what runs, not only its ticks."""
        files = (file for pid in self.pids() for file in glob.glob(f"/proc/{pid}/task/*/schedstat"))
        return sum(int(pathlib.Path(file).read_text().split()[0]) for file in files)

    def memory(self):
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return {line.split(":")[0]: line.split()[1] for line in lines if line.endswith("kB")}

    def get(self, path, fields=None):
        return self.exchange("GET", path, fields)[2]

    def post(self, path, body, fields=None):
        return self.exchange("POST", path, {"Content-Type": "application/json", **(fields or {})}, body)[2]

    def exchange(self, method, path, fields=None, body=""):
        """Status, header lines and body of a request on a connection of its own."""
        lines = [f"{name}: {value}\r\n" for name, value in (fields or {}).items()]
        content = body.encode()
        if method == "POST":
            lines.append(f"Content-Length: {len(content)}\r\n")
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{''.join(lines)}\r\n"
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall(head.encode() + content)
            answer = b""
            while part := connection.recv(65536):
                answer += part
        head, _, body = answer.partition(b"\r\n\r\n")
        status, *lines = head.decode().split("\r\n")
        return int(status.split()[1]), dict(line.lower().split(": ", 1) for line in lines), body

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


class Mock(Process):
    def __init__(self, executable, *options):
        self.process = subprocess.Popen([executable, "--port", "0", *options], stdout=subprocess.PIPE)
        self.port = int(self.process.stdout.readline().rsplit(b":", 1)[1])


class Nginx(Process):
    """Without a log, and a connection for ever, as ours; it answers each path with the bytes given for it.

    One worker, as one database has one loop; for many databases as many as cores, among which the kernel divides the
    connections.
    """

    def __init__(self, folder, answers, databases=1):
        workers = min(databases, os.cpu_count())
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        settings = pathlib.Path(folder, "nginx.conf")
        settings.write_text(f"""
            daemon off; worker_processes {workers}; worker_rlimit_nofile 8192; pid {folder}/pid; error_log stderr crit;
            events {{ worker_connections 4096; }}
            http {{
              geo $dollar {{ default "$"; }}
              access_log off; keepalive_requests 1000000000; client_body_temp_path {folder};
              server {{
                listen 127.0.0.1:{self.port} backlog=2048{' reuseport' if workers > 1 else ''}; default_type application/json;
                {' '.join(self.location(path, *answer) for path, answer in answers.items())}
              }}
            }}""")
        self.process = subprocess.Popen([path_of("nginx"), "-p", folder, "-c", settings], stderr=subprocess.DEVNULL)
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self.port)).close()
            except ConnectionRefusedError:
                if self.process.poll() is not None:
                    raise RuntimeError("nginx does not start") from None
                time.sleep(0.02)

    @staticmethod
    def location(path, status, body):
        # A word of the settings may have 4,096 bytes, and each of these at most two.
        text = body.decode()
        parts = [text[start:start + 1900] for start in range(0, len(text), 1900)]
        escaped = [part.replace("\\", "\\\\").replace("'", "\\'").replace("$", "${dollar}") for part in parts]
        variables = "".join(f"set $part{number} '{part}'; " for number, part in enumerate(escaped))
        value = "".join(f"$part{number}" for number in range(len(parts)))
        return f"location = {path} {{ {variables}return {status}{f' {value}' if parts else ''}; }}"

    def pids(self):
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [self.process.pid, *map(int, children.split())]
