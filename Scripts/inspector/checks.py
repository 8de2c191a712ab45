"""What the inspector page has to do, view by view."""
import json
import signal
import socket
import threading
import time
import urllib.error
import urllib.request

import project
from selenium.webdriver.common.keys import Keys

from browser import CUT, VIEWS, WIDE

DATABASE = "/_mock/databases/nebeus"
LUCY = {"login": "lucy@demo.example", "password": "demo-password"}
NINA = {
    "login": "nina@example.com", "name": "Nina", "surname": "Novak", "password": "a long secret", "confirm_password": "a long secret",
    "country": 2,
}
MARKUP = "<img src=x onerror=\"window.broken=1\"><script>window.broken=1</script>"


def address(browser):
    """Browsers are sent to the page, other clients are told of it; the files have a policy that stops what isn't theirs."""
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    def ask(server, path, accept):
        request = urllib.request.Request(server.url + path, headers={"Accept": accept} if accept else {})
        try:
            return urllib.request.build_opener(Stay).open(request, timeout=10)
        except urllib.error.HTTPError as error:
            return error

    page = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    with project.Server() as server:
        for path in ["/", "/_mock"]:
            for accept, status in [(page, 302), ("*/*", 404), ("application/json", 404), ("text/html;q=0.5, application/json", 404), ("text/html;q=0", 404)]:
                answer = ask(server, path, accept)
                assert answer.status == status, (path, accept, answer.status)
                if status == 302:
                    assert answer.headers["Location"] == "/_mock/"
                else:
                    assert "/_mock/" in answer.read().decode(), (path, accept)
        answer = ask(server, "/_mock/", page)
        assert answer.status == 200 and answer.headers["X-Content-Type-Options"] == "nosniff"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy, policy
    with project.Server("--no-inspector") as server:
        assert ask(server, "/", page).status == 404 and ask(server, "/_mock/", page).status == 404


def accessible(browser):
    """axe finds nothing in any view, in light and dark, at several widths; no script fails."""
    with project.Server() as server:
        fill(server)
        for width, scheme in [(1280, "light"), (1280, "dark"), (360, "dark"), (640, "light"), (2560, "light")]:
            browser.resize(width, scheme=scheme)
            for place in places(browser, server):
                browser.check_accessibility(f"{place} at {width} px, {scheme}")
        browser.check_log()


def places(browser, server):
    """Goes to every view, and to some of what they open."""
    browser.open(server)
    for place in VIEWS + ["calls/2", "tables/res_users", "endpoints/buy_currency", "endpoints/signin"]:
        browser.go(f"#/nebeus/{place}")
        browser.wait(lambda: browser.count("main h1") == 1, place)
        browser.wait(lambda: browser.run("return document.getElementById('progress').hidden"), "the end of loading")
        time.sleep(0.3)
        yield place


def zoom(browser):
    """At 200 and 400 % of a window of 1280 x 800 every view can be used: nothing is cut, lists show rows."""
    with project.Server() as server:
        fill(server)
        for width, height in [(640, 400), (320, 256)]:
            browser.resize(width, height)
            for place in places(browser, server):
                cut = browser.run(CUT)
                assert not cut, f"cut in {place} at {width} x {height}: {cut}"
                assert not browser.run("return document.documentElement.scrollWidth > innerWidth"), f"{place} is wider than {width} px"
                lists = browser.run("return [...document.querySelectorAll('.list')].filter((list) => list.checkVisibility()).map((list) => list.clientHeight)")
                assert all(rows >= 90 for rows in lists), f"lists of {lists} px in {place} at {width} x {height}"
                browser.run("document.querySelector('main').scrollTop = 1e6")
        browser.go("#/nebeus/calls")
        browser.sees("/partner/dashboard", ".rows")
        assert browser.run("return document.querySelector('.rows .state').getBoundingClientRect().right <= innerWidth"), "no status in sight"


def keyboard(browser):
    """Everything is done without a pointer, and the focus is always seen."""
    with project.Server() as server:
        base = "/_mock/databases/by-keyboard"
        browser.open(server)
        browser.tab_to("Name")
        browser.press("by-keyboard")
        browser.tab_to("Create or replace")
        browser.press(Keys.ENTER)
        browser.at("#/by-keyboard/overview")
        browser.wait(lambda: browser.text(".status") == "Live", "a page that follows it")
        browser.tab_to("Set to, in UTC")
        browser.press("2030-01-02T03:04:05Z", Keys.ENTER)
        browser.wait(lambda: server.call(f"{base}/clock") == {"now": "2030-01-02T03:04:05Z", "frozen": True}, "the clock that was set")
        browser.tab_to("+ a day")
        browser.press(Keys.SPACE)
        browser.wait(lambda: server.call(f"{base}/clock")["now"].startswith("2030-01-03"), "a later clock")

        browser.follow("Faults", "#/by-keyboard/faults")
        browser.tab_to("503 once")
        browser.press(Keys.SPACE)
        browser.wait(lambda: [one["id"] for one in server.call(f"{base}/faults")] == ["unavailable-once"], "the preset's fault")
        browser.tab_to("Id")
        browser.press("mine")
        browser.tab_to("Path")
        browser.press("/logout/1.0/json", Keys.ENTER)
        browser.wait(lambda: len(server.call(f"{base}/faults")) == 2, "the form's fault")
        browser.tab_to("Remove all")
        browser.press(Keys.ENTER, Keys.ENTER)
        browser.wait(lambda: not server.call(f"{base}/faults"), "no faults")

        browser.follow("Tables", "#/by-keyboard/tables")
        browser.follow("res_partner", "#/by-keyboard/tables/res_partner")
        browser.sees("Bennett", ".rows")
        browser.tab_to("Edit")
        browser.press(Keys.ENTER)
        browser.tab_to("city")
        browser.press("Lisbon", Keys.ENTER)
        browser.sees("Lisbon", ".rows")
        assert browser.run("return document.activeElement.matches('.list')"), "the focus is lost when a row is saved"

        browser.follow("Endpoints", "#/by-keyboard/endpoints")
        browser.follow("Get active countries", "#/by-keyboard/endpoints/get_countries")
        browser.tab_to("Send")
        browser.press(Keys.ENTER)
        browser.sees("in value")

        browser.follow("Calls", "#/by-keyboard/calls")
        browser.tab_to("Calls, scrolling")
        browser.press(Keys.ARROW_DOWN)
        browser.sees("Get active countries", ".detail")
        browser.tab_to("Send again")
        browser.press(Keys.ENTER)
        browser.sees("Answered 200", "#notes")
        browser.press(Keys.ESCAPE)
        browser.at("#/by-keyboard/calls")
        browser.press(Keys.ARROW_DOWN)
        browser.wait(lambda: browser.run("return location.hash").startswith("#/by-keyboard/calls/"), "a call opened by an arrow key")

        server.call("/reset_password/1.0/json", {"login": LUCY["login"]}, headers={"X-Odoo-Database": "by-keyboard"})
        browser.follow("Outbox", "#/by-keyboard/outbox")
        browser.tab_to("Follow link")
        browser.press(Keys.ENTER)
        browser.wait(lambda: len(browser.driver.window_handles) == 2, "the page of the link")
        browser.driver.switch_to.window(browser.driver.window_handles[1])
        browser.wait(lambda: "/web/reset_password?" in browser.driver.current_url, "the link's address")


def progress(browser):
    """What takes longer than 300 ms shows that it does; with reduced motion, without one."""
    with project.Server() as server:
        for motion in ["no-preference", "reduce"]:
            browser.resize(1280, motion=motion)
            browser.open(server, "#/nebeus/tables")
            server.process.send_signal(signal.SIGSTOP)
            try:
                browser.click("Export")
                browser.wait(lambda: browser.run("return !document.getElementById('progress').hidden"), "a sign of progress", 0.9)
                moving = browser.run("return document.getAnimations().length")
                assert (moving > 0) == (motion == "no-preference"), f"{moving} animations with motion {motion}"
            finally:
                server.process.send_signal(signal.SIGCONT)
            browser.wait(lambda: browser.run("return document.getElementById('progress').hidden"), "its end")


def fill(server):
    """Some calls of every outcome, a message and a fault."""
    server.call("/signin/1.0/json", LUCY)
    server.call("/signin/1.0/json", {**LUCY, "password": "wrong"})
    session = server.call(f"{DATABASE}/sessions", {"login": LUCY["login"]})["session_id"]
    fields = {"X-Openerp-Session-Id": session}
    for path in ["/partner/dashboard", "/user/get_wallets_list/1.0/json", "/im_chat/api/get_sessions", "/buy_currency/1.0/json", "/get_countries/1.0/json"]:
        server.call(path, {}, headers=fields)
    server.call("/reset_password/1.0/json", {"login": LUCY["login"]})
    server.call(f"{DATABASE}/faults/unused", {"path": "/logout/1.0/json", "status": 503}, method="PUT")


def overview(browser):
    """Databases, clock, snapshots and sessions."""
    with project.Server() as server:
        browser.open(server)
        browser.sees("documented")
        browser.sees("Lucy Bennett")
        browser.type("input[placeholder='test-17']", "made-here")
        browser.choose("main select", "reference")
        browser.click("Create or replace")
        browser.sees("made-here", "table")
        assert {"made-here", "nebeus"} == {one["name"] for one in server.call("/_mock/databases")}
        browser.at("#/made-here/overview")
        browser.sees("Igor")
        browser.go("#/nebeus/overview")
        browser.sure("Remove", "tr[data-name=made-here]")
        browser.wait(lambda: browser.count("tr[data-name=made-here]") == 0, "its removal")

        clock = lambda: server.call(f"{DATABASE}/clock")
        browser.click("Freeze")
        browser.wait(lambda: clock()["frozen"], "a frozen clock")
        browser.sees("frozen", ".now")
        before = clock()["now"]
        browser.click("+ a day")
        browser.wait(lambda: clock()["now"] > before, "a later clock")
        browser.click("Back to the system's time")
        browser.sees("running", ".now")

        browser.type("input[placeholder=before]", "first")
        browser.click("Take a snapshot")
        browser.sees("first", ".snapshots")
        server.call("/signup/1.0/json", NINA)
        browser.sure("Restore", ".snapshots")
        browser.wait(lambda: not server.call(f"{DATABASE}/tables/res_users?login=nina@example.com"), "the restored state")
        browser.sure("Remove", ".snapshots")
        browser.sees("No snapshots")

        browser.click("Open a session for Lucy Bennett")
        browser.wait(lambda: len(browser.text(".session code")) == 64, "a session id")
        browser.click("Set the cookie in this browser")
        browser.sees("signed in as lucy@demo.example", "#notes")
        answer = browser.driver.execute_async_script("const done = arguments[0]; fetch('/partner/dashboard', {method: 'POST'}).then((answer) => answer.text()).then(done)")
        assert '"name":"Lucy"' in answer, answer
        browser.sure("Reset", "tr[data-name=nebeus]")
        browser.check_log()


def calls(browser):
    """Calls arrive without a reload; filters, pause, one call opened, sent again and expected in a test."""
    with project.Server() as server:
        browser.open(server, "#/nebeus/calls")
        browser.sees("No calls yet")
        server.call("/signin/1.0/json", LUCY)
        browser.sees("/signin/1.0/json", ".rows")
        server.call("/signin/1.0/json", {**LUCY, "password": "wrong"})
        browser.sees("Login or password is incorrect", ".rows")
        server.call("/get_countries/1.0/json", {})
        rows = lambda: browser.count(".rows > *")
        browser.wait(lambda: rows() == 3, "three calls")
        browser.type("input[aria-label=Path]", "signin")
        browser.wait(lambda: rows() == 2, "the calls of a path")
        browser.choose("select[aria-label=Outcome]", "refused")
        browser.wait(lambda: rows() == 1, "the refused one")
        browser.choose("select[aria-label=Outcome]", "")
        browser.type("input[aria-label=Path]", "")
        browser.type("input[aria-label^=Text]", "lucy@demo")
        browser.wait(lambda: rows() == 2, "the calls with a text")
        browser.type("input[aria-label^=Text]", "")
        browser.click("Pause")
        server.call("/get_countries/1.0/json", {})
        browser.sees("1 new since", ".bar")
        assert rows() == 3
        browser.click("Go on")
        browser.wait(lambda: rows() == 4, "the call of the pause")

        browser.go("#/nebeus/calls/2")
        browser.click("Compare with call 1")
        browser.sees("Differences from call 1: 1", ".detail")
        assert browser.count(".detail .mark") > 0
        browser.click("Stop comparing")
        browser.wait(lambda: browser.count(".detail .mark") == 0, "the call without marks")
        browser.go("#/nebeus/calls/3")
        browser.sees("Get active countries", ".detail")
        assert browser.count(".detail .actions button") == 5, "a first call of its path has none to compare with"
        browser.sees("Spain", ".detail")
        browser.click("Send again")
        browser.wait(lambda: rows() == 5, "the call that was sent again")
        browser.click("As a test expects it")
        browser.click("Try it")
        browser.sees("Met by 3", "#notes")
        browser.click("Edit and send")
        browser.at("#/nebeus/endpoints/get_countries")
        browser.go("#/nebeus/calls")
        browser.run("document.querySelector('.list').focus()")
        browser.wait(lambda: browser.all(".list"), "the list")[0].send_keys(Keys.ARROW_DOWN)
        browser.at("#/nebeus/calls/5")
        browser.sure("Clear")
        browser.sees("No calls yet")
        browser.check_log()


def outbox(browser):
    """Messages arrive without a reload."""
    with project.Server() as server:
        browser.open(server, "#/nebeus/outbox")
        browser.sees("Nothing was sent yet")
        server.call("/reset_password/1.0/json", {"login": LUCY["login"]})
        browser.sees("lucy@demo.example", ".message")
        link = browser.run("return document.querySelector('.message a.button').href")
        assert "/web/reset_password?" in link, link
        browser.go("#/nebeus/outbox/1")
        browser.wait(lambda: browser.count(".message.chosen") == 1, "the chosen message")
        browser.sure("Clear")
        browser.sees("Nothing was sent yet")
        browser.check_log()


def tables(browser):
    """Counts are live; rows filtered, followed, added and edited; mistakes beside their fields; a file loaded; long tables."""
    with project.Server("--max-body", "100000000") as server:
        browser.open(server, "#/nebeus/tables/res_users")
        browser.sees("lucy@demo.example", ".rows")
        server.call("/signup/1.0/json", NINA)
        browser.sees("nina@example.com", ".rows")
        browser.choose("select[aria-label=Column]", "login")
        browser.type("input[aria-label=Value]", LUCY["login"])
        browser.click("Filter")
        browser.wait(lambda: browser.count(".rows > *") == 1, "the one row")
        browser.click("31", ".rows")
        browser.at("#/nebeus/tables/res_partner/id%3D31")
        browser.sees("Bennett", ".rows")
        browser.click("Edit", ".rows")
        browser.type(".detail input[name=city]", "Lisbon")
        browser.click("Save", ".detail")
        browser.sees("Lisbon", ".rows")
        browser.go("#/nebeus/tables/res_users/id%3D6")
        browser.sees("lucy@demo.example", ".rows")
        browser.click("Edit", ".rows")
        browser.type(".detail input[name=partner_id]", "9999")
        browser.click("Save", ".detail")
        browser.sees("9999", ".field:has([name=partner_id]) .bad")
        browser.type(".detail input[name=partner_id]", "31")
        browser.click("Save", ".detail")
        browser.wait(lambda: browser.run("return document.querySelector('.detail').hidden"), "the row to be saved")
        assert "error" not in json.dumps(server.call("/signin/1.0/json", LUCY)), "the password of an edited user is lost"

        rows = [{"id": 10_000 + number, "email": LUCY["login"], "name": f"Ticket {number}", "message": "-", "create_date": {"days": 0}} for number in range(100_000)]
        server.call(f"{DATABASE}/fixtures", {"tables": {"helpdesk_ticket": rows}})
        browser.go("#/nebeus/tables/helpdesk_ticket")
        browser.sees("100\u202f003 rows")
        browser.run("document.querySelector('.list').scrollTop = 1e9")
        browser.sees("Ticket 99999", ".rows")
        assert browser.count(".rows > *") < 100
        browser.check_log()


def faults(browser):
    """Presets, the form, live counts."""
    with project.Server() as server:
        ordered = lambda: {one["id"]: one for one in server.call(f"{DATABASE}/faults")}
        browser.open(server, "#/nebeus/faults")
        browser.sees("No faults")
        for name in ["slow-3s", "unavailable-once", "offline", "lost-purchase", "session-expired-once"]:
            browser.run(f"document.querySelector('[data-id={name}]').click()")
            browser.wait(lambda: name in ordered(), f"the fault {name}")
        browser.sure("Remove all")
        browser.wait(lambda: not ordered(), "no faults")
        browser.sees("No faults")
        for kind, member in [("status", "status"), ("error", "error"), ("reset", "reset"), ("truncate", "truncate"), ("slow_bytes_per_second", "slow_bytes_per_second"), ("delay_ms", "delay_ms")]:
            browser.choose("main form select", kind)
            browser.type("main form input[name=id]", f"of-{kind}")
            browser.type("main form input[name=path]", "/get_countries/1.0/json")
            browser.type("main form input[name=times]", "1")
            if kind == "delay_ms":
                browser.type("main form input[name=delay_ms]", "5")
            browser.click("Order this fault")
            browser.wait(lambda: f"of-{kind}" in ordered(), f"a fault of the kind {kind}")
            assert member in ordered()[f"of-{kind}"]
            # Its row moves the form: the next click has to come after that.
            browser.wait(lambda: browser.count(f"tr[data-id=of-{kind}]"), f"the row of a fault of the kind {kind}")
        try:
            server.call("/get_countries/1.0/json", {})
        except urllib.error.HTTPError as error:
            assert error.code == 503
        browser.wait(lambda: "11" in browser.text("tr[data-id=of-status]").replace(" ", "")[-20:], "the live count")
        browser.check_log()


def endpoints(browser):
    """Every endpoint has a page; a call is sent as a user and set beside the documented example."""
    with project.Server("--scenario", "reference") as server:
        browser.open(server, "#/nebeus/endpoints")
        paths = sum(len(methods) for methods in server.call("/_mock/openapi.json")["paths"].values())
        browser.wait(lambda: browser.count(".side li") == paths, "all endpoints")
        browser.type("input[aria-label='Find an endpoint']", "nothing")
        browser.sees("No endpoint is like that")
        browser.type("input[aria-label='Find an endpoint']", "")
        browser.go("#/nebeus/endpoints/signin")
        browser.click("Use its params")
        browser.click("Send")
        browser.sees("shaped as documented")
        browser.click("As JSON")
        assert "reference-password" in browser.run("return document.querySelector('textarea').value")
        browser.go("#/nebeus/endpoints/partner_dashboard")
        browser.sees("Documented example")
        browser.choose("select[aria-label='Send as']", "anonymous@nebeus.example")
        browser.click("Send")
        browser.sees("shaped as documented")
        browser.go("#/nebeus/endpoints/partner_partner_id_profile_image")
        browser.type("input[name=partner_id]", "169")
        browser.click("Send")
        browser.wait(lambda: browser.run("return document.querySelector('.picture')?.naturalWidth > 0"), "the image")
        browser.check_log()


def markup(browser):
    """Markup in every text that a client or a table can bring is shown as text."""
    with project.Server() as server:
        quoted = urllib.request.quote(MARKUP)
        for path, body, fields in [("/get_countries/1.0/json", {MARKUP: MARKUP}, {"X-Markup": MARKUP, "Content-Type": MARKUP}), ("/signin/1.0/json", {"login": MARKUP, "password": MARKUP}, {"User-Agent": MARKUP}), (f"/{quoted}?{quoted}", {}, {})]:
            try:
                server.call(path, body, headers=fields)
            except urllib.error.HTTPError:
                pass
        schema = server.call(f"{DATABASE}/schema")
        texts = {one["name"]: {column["name"] for column in one["columns"] if column["type"] == "text" and not column["choices"] and not column["references"]} for one in schema if not one["derived"]}
        exported = server.call(f"{DATABASE}/export")["tables"]
        marked = 0
        for table, rows in exported.items():
            # One column at a time, since some texts have formats.
            for column in texts.get(table, ()):
                row = {**rows[0], column: MARKUP + str(marked)}
                try:
                    server.call(f"{DATABASE}/fixtures", {"tables": {table: [row]}})
                    marked += 1
                except urllib.error.HTTPError:
                    pass
        assert marked > 10, marked
        server.call(f"{DATABASE}/faults/marked", {"path": "/get_countries/1.0/json", "params": {MARKUP: MARKUP}, "status": 500, "body": MARKUP}, method="PUT")
        browser.open(server)
        calls = server.call(f"{DATABASE}/journal")
        places = VIEWS + [f"calls/{call['id']}" for call in calls] + [f"tables/{table}" for table in exported] + ["faults/marked", "tables/res_partner/" + quoted, quoted]
        for place in places:
            browser.go(f"#/nebeus/{place}")
            time.sleep(0.15)
            browser.wait(lambda: browser.run("return document.getElementById('progress').hidden"), "the end of loading")
            assert not browser.run("return window.broken"), place
            assert browser.count("img:not(.brand img)") == 0 and browser.count("main script") == 0, place
        browser.go("#/nebeus/faults")
        browser.sees("onerror=")


def edge(browser):
    """The scenario that is made to break pages: every view and table keeps its form, and is there in time."""
    with project.Server("--scenario", "edge") as server:
        tables = [table["name"] for table in server.call(f"{DATABASE}/tables")]
        places = [(view, "h1", view.title()) for view in VIEWS] + [(f"tables/{name}", ".pane", name) for name in tables]
        for width in (1280, 360):
            browser.resize(width)
            browser.open(server)
            for place, within, heading in places:
                browser.go(f"#/nebeus/{place}")
                browser.sees(heading, f"main {within}")
                browser.wait(lambda: browser.run("return document.getElementById('progress').hidden"), f"the end of loading {place}")
                assert browser.count("img:not(.brand img)") == 0 and browser.count("main script") == 0, f"markup in {place}"
                wide = browser.run(WIDE)
                assert not wide, f"wider than its place, in {place} at {width} px: {wide}"
        browser.go("#/nebeus/tables/im_chat_message")
        browser.sees("<img src=x onerror=alert(1)>", ".rows")
        browser.run("document.querySelector('.list').scrollTop = 1e9")
        browser.sees("100000. ", ".rows")
        assert browser.count(".rows > *") < 100
        browser.check_log()


def token(browser):
    """The token is asked for once per tab."""
    with project.Server("--admin-token", "open sesame") as server:
        browser.driver.get(f"{server.url}/_mock/")
        browser.type("dialog input", "wrong")
        browser.click("Go on", "dialog")
        browser.sees("That token was wrong", "dialog")
        browser.type("dialog input", "open sesame")
        browser.click("Go on", "dialog")
        browser.wait(lambda: browser.text(".status") == "Live", "a page that follows the database")
        browser.driver.refresh()
        browser.wait(lambda: browser.text(".status") == "Live", "the same after a reload")
        assert browser.count("dialog") == 0


def tabs(browser):
    """Two tabs agree."""
    with project.Server() as server:
        browser.open(server, "#/nebeus/faults")
        first = browser.driver.current_window_handle
        browser.driver.switch_to.new_window("tab")
        browser.open(server, "#/nebeus/faults")
        browser.run("document.querySelector('[data-id=offline]').click()")
        browser.wait(lambda: browser.count("tr[data-id=offline]") == 1, "the fault here")
        browser.driver.switch_to.window(first)
        browser.wait(lambda: browser.count("tr[data-id=offline]") == 1, "the fault there")
        browser.sure("Remove all")
        browser.driver.switch_to.window(browser.driver.window_handles[1])
        browser.wait(lambda: browser.count("tr[data-id=offline]") == 0, "its end here")


def loss(browser):
    """A server that goes away is noticed within a second or so, and found again by itself."""
    with project.Server() as server:
        browser.open(server, "#/nebeus/calls")
        port = server.port
    started = time.monotonic()
    browser.wait(lambda: "can't be reached" in browser.text(".banner:not([hidden])"), "the notice", 1)
    project.say(f"noticed after {time.monotonic() - started:.1f} s")
    with project.Server("--port", str(port)) as server:
        browser.wait(lambda: browser.text(".status") == "Live", "the server to be found again")
        server.call("/get_countries/1.0/json", {})
        browser.sees("/get_countries/1.0/json", ".rows")


def load(browser):
    """A thousand calls a second for ten seconds leave the page usable and its memory bounded."""
    with project.Server() as server:
        browser.open(server, "#/nebeus/calls")
        count = 10_000
        body = b"{}"
        request = b"POST /get_countries/1.0/json HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)

        def send():
            with socket.create_connection(("127.0.0.1", server.port)) as connection:
                reader = threading.Thread(target=lambda: [None for _ in iter(lambda: connection.recv(1 << 20), b"")], daemon=True)
                reader.start()
                start = time.monotonic()
                for part in range(count // 50):
                    connection.sendall(request * 50)
                    time.sleep(max(0, start + (part + 1) * 0.05 - time.monotonic()))
                connection.shutdown(socket.SHUT_WR)
                reader.join()

        sender = threading.Thread(target=send)
        sender.start()
        answers = []
        while sender.is_alive():
            start = time.monotonic()
            browser.run("return 1")
            answers.append(time.monotonic() - start)
            time.sleep(0.1)
        browser.wait(lambda: browser.text(".rows > :first-child a") and browser.run("return document.querySelector('.rows a').href.split('/').at(-1)") == str(count), "the last call", 20)
        heap = browser.run("return performance.memory.usedJSHeapSize") / 1e6
        project.say(f"answered after {max(answers) * 1000:.0f} ms at worst; {heap:.0f} MB of objects")
        assert max(answers) < 1.5, max(answers)
        assert heap < 150, heap
        assert browser.count(".rows > *") < 100
        browser.check_log()


ALL = {check.__name__: check for check in [address, overview, calls, outbox, tables, faults, endpoints, markup, edge, token, tabs, loss, accessible, zoom, keyboard, progress, load]}
