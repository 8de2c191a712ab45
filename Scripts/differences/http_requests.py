"""HTTP/1.1: beside h11. What we take, h11 takes too and means the same; what only h11 takes, we refuse for a known reason."""
import json
import re

import h11

# Where we are stricter, and why.
STRICTER = {
    "bareLineFeed": "RFC 9112, 2.2 lets a reader take LF alone, and others may not",
    "bareCarriageReturn": "RFC 9112, 2.2",
    "foldedLine": "RFC 9112, 5.2: a server may refuse it",
    "invalidTarget": "h11 doesn't look at targets", "nonASCIITarget": "the same",
    "invalidHost": "h11 doesn't look at the host", "severalHosts": "nor at how many there are",
    "invalidFieldValue": "h11 takes control characters other than NUL, CR and LF",
    "missingHost": "an absolute target stands for none",
    "unsupportedVersion": "h11 takes any", "invalidVersion": "the same",
    "invalidMethod": "h11 takes methods of any case",
    "severalLengths": "h11 takes equal ones", "lengthAndCoding": "RFC 9112, 6.3: smuggling",
    "codingInHTTP10": "RFC 9112, 6.1", "invalidCoding": "RFC 9112, 6.1", "unknownCoding": "RFC 9112, 6.1",
    "unknownExpectation": "RFC 9110, 10.1.1: 417 is allowed",
    "bodyTooLarge": "a limit", "headerTooLarge": "a limit", "tooManyFields": "a limit", "targetTooLong": "a limit",
    "chunkLineTooLong": "a limit", "trailerTooLarge": "a limit",
}
# A blank before a chunk's extension: RFC 9112, 7.1.1 allows it, h11 doesn't.
BLANK_IN_CHUNK = re.compile(rb"\n[0-9A-Fa-f]+[ \t]+(;|\r)")


def draw(chance):
    return b"".join(request(chance) for _ in range(chance.choice([1, 1, 1, 2, 3])))


def request(chance):
    method = chance.choice(["GET", "POST", "POST", "HEAD", "PUT", "OPTIONS", "DELETE", "BREW", "get"])
    target = chance.choice(["/", "/a/b?c=d", "/%C3%AB", "/a//b", "*", "http://localhost/x?y", "/a b", "localhost:80", "/x?"])
    version = chance.choice(["1.1"] * 8 + ["1.0", "1.2", "2.0"])
    end = chance.choice(["\r\n"] * 12 + ["\n"])
    fields = [chance.choice(["Host: localhost"] * 6 + ["host: a.example:80", "Host:", "Host: [::1]:1"])]
    more = [
        "X-A: b", "X-A:b ", "X-B: \t b\tc", "X-C:", "Connection: close", "Connection: keep-alive", "Expect: 100-continue", "X-D: ë",
        "Cookie: a=b; c=d", "X-E : f", "Content-Length: 0", " X-F: g", "Connection: x-a, close", "Content-Type: application/json"]
    fields += [chance.choice(more) for _ in range(chance.choice([0, 1, 2, 3]))]
    body = chance.choice(["", "{}", "abc", "x" * 40])
    coding = chance.randrange(8)
    if coding < 3:
        fields.append(f"Content-Length: {len(body)}")
    elif coding < 6:
        fields.append(chance.choice(["Transfer-Encoding: chunked"] * 6 + ["transfer-encoding: Chunked", "Transfer-Encoding: gzip, chunked"]))
        pieces = [body[:2], body[2:]] if chance.random() < 0.5 else [body]
        extension = chance.choice(["", "", "", ";a=b", ";a", " ;a=\"b\""])
        body = "".join(f"{chance.choice(['', '', '0'])}{len(piece):x}{extension}\r\n{piece}\r\n" for piece in pieces if piece)
        body += "0\r\n" + chance.choice(["", "", "", "X-T: u\r\n"]) + "\r\n"
    elif coding == 6:
        fields += [f"Content-Length: {len(body)}", chance.choice(["Content-Length: 1", "Transfer-Encoding: chunked"])]
    else:
        body = ""
    chance.shuffle(fields)
    return (f"{method} {target} HTTP/{version}{end}" + "".join(field + end for field in fields) + end + body).encode()


def compare(given, answer):
    if answer.startswith("!"):
        return "the answer depends on how the input is cut"
    ours, refusal = ours_of(json.loads(answer))
    theirs, is_refused = theirs_of(given)
    for number, one in enumerate(ours):
        if number >= len(theirs):
            # After a request that closes the connection h11 reads no further.
            if theirs and theirs[-1]["close"] or ours[number - 1]["close"] and number:
                break
            if is_refused and BLANK_IN_CHUNK.search(given):
                return None
            return f"h11 has {len(theirs)} requests{', then refuses' if is_refused else ''}"
        two = theirs[number]
        for part in ["method", "target", "body", "close"]:
            # h11 ends the connection after each request of HTTP/1.0, also where the client wants to keep it.
            if one[part] != two[part] and not (part == "close" and two["version"] < "1.1"):
                return f"h11 has the {part} {two[part]!r} for {one[part]!r}"
        if not set(one["fields"]) <= set(two["fields"]):
            return f"h11 has the fields {two['fields']} for {one['fields']}"
        lost = [field for field in two["fields"] if field[0].startswith("x-") and field not in one["fields"]]
        if lost:
            return f"we have lost {lost}"
    if len(theirs) > len(ours) and refusal not in STRICTER:
        return f"h11 takes what we refuse for {refusal}"
    return None


def ours_of(events):
    """The requests, and why the next one is refused, if it is."""
    requests = []
    current = None
    for event in events:
        word, _, rest = event.partition(" ")
        if word == "request":
            # METHOD PATH QUERY AUTHORITY
            method, path, query, _ = rest.split(" ")
            current = {"method": method, "target": path + ("" if query == "-" else f"?{query}"), "fields": [], "body": ""}
        elif word == "field":
            name, _, value = rest.partition(" ")
            current["fields"].append((name.lower(), value))
        elif word == "body":
            current["body"] = rest
        elif word in ("keep-alive", "close"):
            requests.append({**current, "close": word == "close"})
        elif word == "refusal":
            return requests, rest.split(" ")[0]
    return requests, None


def theirs_of(given):
    """The requests that h11 reads, and whether it refuses what follows."""
    connection = h11.Connection(h11.SERVER)
    connection.receive_data(given)
    connection.receive_data(b"")
    requests, current, body = [], None, b""
    while True:
        try:
            event = connection.next_event()
        except h11.RemoteProtocolError:
            return requests, True
        if isinstance(event, h11.Request):
            target = event.target.decode()
            # Ours are without scheme and host.
            target = re.sub(r"^http://[^/?]*(?=([/?]|$))", "", target)
            current = {"method": event.method.decode(), "target": target or "/", "version": event.http_version.decode(), "fields": [(name.decode(), escaped(value)) for name, value in event.headers]}
            if current["target"].startswith("?"):
                current["target"] = "/" + current["target"]
            body = b""
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage):
            is_last = connection.their_state is h11.MUST_CLOSE
            requests.append({**current, "body": escaped(body), "close": is_last})
            if is_last:
                return requests, False
            connection.send(h11.Response(status_code=200, headers=[("Content-Length", "0")]))
            connection.send(h11.EndOfMessage())
            if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
                return requests, False
            connection.start_next_cycle()
        else:
            return requests, False


def escaped(data):
    """As the transcript of a parser writes bytes."""
    names = {13: "\\r", 10: "\\n", 9: "\\t", 0: "\\0"}
    return "".join(names.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\x{byte:X}") for byte in data)
