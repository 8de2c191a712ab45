"""What a request costs a server under load: seven workloads at four widths, measured with wrk."""
import json
import pathlib
import re
import statistics
import subprocess
import sys

from parties import TICKS

WIDTHS = [1, 16, 128, 1000]
LOGIN = {"login": "lucy@demo.example", "password": "demo-password"}
UUID = "325d8b4a-6eef-4c57-ab59-7f442625c029"
CONTENT = "A message of the benchmark: exactly sixty bytes of its text."


def call(params, number=None):
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": "call", "params": params}, separators=(",", ":"))


class Workload:
    """One request that is sent over and over; where databases are named, each connection sends it to one of them."""

    def __init__(self, kind, path, body=None, status=200, fields=None, name=None, databases=None):
        self.kind, self.path, self.body, self.status = kind, path, body, status
        self.name = name or kind
        self.fields = dict(fields or {})
        # Prefixes of the path, and the cookie of each.
        self.databases = databases or []
        if body is not None:
            self.fields["Content-Type"] = "application/json"

    @property
    def paths(self):
        return [prefix + self.path for prefix, _ in self.databases] or [self.path]

    def ask(self, party):
        """The answer's body; ends the program where it is not a right one."""
        method = "GET" if self.body is None else "POST"
        status, _, body = party.exchange(method, self.path, self.fields, self.body or "")
        if status != self.status or b'"error"' in body:
            sys.exit(f"benchmark: {self.name}: status {status}: {body[:300]!r}")
        return body

    def script(self, folder):
        """What has wrk send the request, and print its figures in one line."""
        lines = [f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}" for name, value in self.fields.items()]
        if self.body is not None:
            lines += ["wrk.method = 'POST'", f"wrk.body = [==[{self.body}]==]"]
        if self.databases:
            # A thread of wrk keeps its connections: one for each database.
            places = ", ".join(
                f"{{{json.dumps(path)}, {json.dumps(cookie)}}}"
                for path, (_, cookie) in zip(self.paths, self.databases))
            lines.append(f"""local number, places = 0, {{{places}}}
            function setup(thread) number = number + 1; thread:set("place", number) end
            function init(arguments)
              wrk.path = places[place][1]
              if wrk.headers["Cookie"] then wrk.headers["Cookie"] = places[place][2] end
            end""")
        lines.append("""function done(summary, latency)
          local e = summary.errors
          io.write(string.format("figures %d %d %d %d %d\\n", summary.requests, latency:percentile(50),
            latency:percentile(99), latency.max, e.connect + e.read + e.write + e.timeout + e.status))
        end""")
        file = pathlib.Path(folder, re.sub(r"\W", "-", self.name) + ".lua")
        file.write_text("\n".join(lines))
        return file


def sign_in(server, prefix=""):
    """The cookie of a session of Lucy's."""
    path = f"{prefix}/signin/1.0/json"
    _, fields, _ = server.exchange("POST", path, {"Content-Type": "application/json"}, call(LOGIN))
    return fields["set-cookie"].split(";")[0]


def workloads(server, options):
    """Those of the seven that are wanted, asked as Lucy."""
    cookie = {"Cookie": sign_in(server)}
    prefixes = [f"/_db/benchmark-{number}" for number in range(options.databases)] if options.databases > 1 else []
    databases = [(prefix, sign_in(server, prefix)) for prefix in prefixes]
    flag = "/assets/svg/i_country-es.svg"
    _, fields, _ = server.exchange("GET", flag)
    batch = [call({}, number) for number in range(10)]
    post = call({"uuid": UUID, "message_type": "message", "message_content": CONTENT})
    all = [
        Workload("get_countries", "/get_countries/1.0/json", call({}), databases=databases),
        Workload(
            "history", "/im_chat/api/history", call({"uuid": UUID, "limit": 20}), fields=cookie,
            name=f"history, 20 of {options.messages:,}", databases=databases),
        Workload("post", "/im_chat/post", post, fields=cookie, databases=databases),
        Workload("dashboard", "/partner/dashboard", call({}), fields=cookie, databases=databases),
        Workload("sign-in", "/signin/1.0/json", call(LOGIN), databases=databases),
        Workload("picture, 304", flag, status=304, fields={"If-None-Match": fields["etag"]}, databases=databases),
        Workload(
            "batch of 10 wallets", "/user/get_wallets_list/1.0/json", f"[{','.join(batch)}]", fields=cookie,
            databases=databases),
    ]
    wanted = [workload for workload in all if not options.only or workload.name.startswith(tuple(options.only))]
    return wanted or sys.exit(f"benchmark: --only is the beginning of one of {', '.join(w.name for w in all)}")


# The statements of a request whose cost is mostly theirs, with the values of Lucy's calls; those of the session are the
# first of each that needs one. The others are compared with nginx alone.
SESSION = """SELECT u.id, u.partner_id, u.login, s.last_used = 'now' AND i.last_presence IS 'now' FROM http_session s
  JOIN res_users u ON u.id = s.user_id LEFT JOIN im_chat_presence i ON i.user_id = u.id
  WHERE s.id = (SELECT min(id) FROM http_session) AND s.last_used > '2000'"""
MEMBER = f"""SELECT s.id, EXISTS (SELECT 1 FROM im_chat_session_member m WHERE m.session_id = s.id AND m.user_id = 6)
  FROM im_chat_session s WHERE s.uuid = '{UUID}'"""
STATEMENTS = {
    "get_countries": ["SELECT id, name, code, phone_code FROM res_country WHERE active ORDER BY id"],
    "history": [
        SESSION, MEMBER,
        """SELECT m.create_date, m.message, m.type, m.id, m.from_id, m.to_id FROM im_chat_message m WHERE m.to_id = 1
          ORDER BY m.id DESC LIMIT 20""",
        "SELECT name FROM im_chat_user WHERE id IN (6, 7)"],
    "post": [
        SESSION, MEMBER, "BEGIN IMMEDIATE",
        f"""INSERT INTO im_chat_message (create_date, from_id, to_id, type, message)
          VALUES ('2017-03-03 12:00:00', 6, 1, 'message', '{CONTENT}')""",
        "COMMIT"],
}


def floors(server_with_files, folder, home):
    """Microseconds of CPU that the statements of a workload take by themselves, by its name."""
    program = pathlib.Path(folder, "floor")
    source = pathlib.Path(home, "Scripts", "support", "floor.c")
    subprocess.run(["cc", "-O2", "-o", program, source, "-lsqlite3"], check=True)
    # The server writes what it has to a file, with a session of Lucy's.
    server_with_files.post("/signin/1.0/json", call(LOGIN))
    server_with_files.stop()
    lines = ["\t".join([name] + [" ".join(sql.split()) for sql in all]) for name, all in STATEMENTS.items()]
    output = subprocess.run(
        [program, pathlib.Path(folder, "data", "nebeus.db")], input="\n".join(lines) + "\n", check=True, text=True,
        stdout=subprocess.PIPE).stdout
    return json.loads(output)


def scenario(folder, home, messages):
    """The demo scenario with so many messages more in Lucy's first session, as a folder of scenarios."""
    value = json.loads(pathlib.Path(home, "Seeds", "demo.json").read_text())
    rows = value["tables"]["im_chat_message"]
    first = max(row["id"] for row in rows) + 1
    rows += [
        {"id": first + n, "create_date": {"days": -1, "at": "12:00:00"}, "from_id": 6 + n % 2, "to_id": 1,
         "type": "message", "message": CONTENT}
        for n in range(messages)]
    pathlib.Path(folder, "benchmark.json").write_text(json.dumps(value))
    return ["--seeds", str(folder), "--scenario", "benchmark"]


class Figures:
    """What one round of load has shown of a server."""

    def __init__(self, cost, median, p99, longest):
        self.cost, self.median, self.p99, self.longest = cost, median, p99, longest


def load(party, workload, script, width, seconds):
    before = party.ticks()
    threads, url = max(1, len(workload.databases)), f"http://127.0.0.1:{party.port}{workload.path}"
    output = subprocess.run(
        ["wrk", f"-t{threads}", f"-c{width}", f"-d{seconds}s", "-s", script, url],
        check=True, capture_output=True, text=True).stdout
    spent = party.ticks() - before
    count, median, p99, longest, errors = map(int, re.search(r"figures (.*)", output)[1].split())
    # wrk counts a status of 400 and more as an error.
    if errors:
        sys.exit(f"benchmark: {workload.name}: not all was answered\n{output}")
    if not count:
        # On a machine that has too much to do, the client may not have had its turn.
        return load(party, workload, script, width, seconds * 2)
    return Figures(spent / TICKS * 1e6 / count, median, p99, longest)


def spread(values, digits=1):
    """The median, and how far the rounds are apart: 21.5 (21.0–23.4)."""
    low, middle, high = (f"{value:.{digits}f}" for value in (min(values), statistics.median(values), max(values)))
    return f"{middle} ({low}–{high})"


def in_turns(parties, workload, folder, width, rounds, seconds):
    """The figures of each party: one after the other in each round, so that what slows the machine down slows all.

    The workload is one for all parties, or a tuple with one for each.
    """
    asked = workload if isinstance(workload, tuple) else [workload] * len(parties)
    figures = [[] for _ in parties]
    for number in range(rounds + 1):
        for party, own, kept in zip(parties, asked, figures):
            figure = load(party, own, own.script(folder), width, seconds)
            # The first round warms up.
            if number:
                kept.append(figure)
    return figures
