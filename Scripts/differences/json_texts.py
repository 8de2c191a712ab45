"""JSON: beside Python's json and SQLite's json_valid."""
import decimal
import json
import sqlite3
import sys

sys.set_int_max_str_digits(0)

# What we refuse and others take, on purpose (RFC 8259 lets a reader refuse it): a name that is there twice, half a character,
# more levels than anybody means.
OURS = {"duplicateKey", "loneSurrogate", "tooDeep"}

database = sqlite3.connect(":memory:")


def draw(chance, depth=0):
    return text(chance).encode()


def text(chance, depth=0):
    space = lambda: chance.choice(["", "", "", " ", "\n", "\t\r "])
    kind = chance.randrange(8 if depth < 4 else 6)
    if kind == 0:
        return chance.choice(["null", "true", "false"])
    if kind in (1, 2):
        return number(chance)
    if kind in (3, 4, 5):
        return string(chance)
    count = chance.choice([0, 1, 1, 2, 3])
    if kind == 6:
        return "[" + ",".join(space() + text(chance, depth + 1) + space() for _ in range(count)) + "]"
    return "{" + ",".join(f"{space()}{string(chance)}{space()}:{space()}{text(chance, depth + 1)}{space()}" for _ in range(count)) + "}"


def number(chance):
    whole = chance.choice(["0", "-0", "1", "-12", "7", str(chance.getrandbits(chance.choice([8, 60, 64, 130])))])
    fraction = chance.choice(["", "", ".0", ".5", f".{chance.getrandbits(40)}", ".10", "." + "0" * 40 + "1"])
    return whole + fraction + chance.choice(["", "", "", "e3", "E-7", "e+40", "e-400", "E0"])


def string(chance):
    pieces = [
        "a", "Zoë", "由紀", "\U0001f600", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00", "\\u0000", "\\u2028",
        "\u2028", " ", "\x7f", "é", "\\b\\f\\r\\t", "\\uD83d", "\\ude00"]
    return '"' + "".join(chance.choice(pieces) for _ in range(chance.choice([0, 1, 1, 2, 4]))) + '"'


class Twice(Exception):
    pass


def pairs(members):
    if len({name for name, _ in members}) != len(members):
        raise Twice
    return dict(members)


def fraction(digits):
    try:
        return decimal.Decimal(digits)
    except decimal.InvalidOperation:
        # An exponent beyond all computing.
        return digits


def refuse(word):
    raise ValueError(word)


def read(given, **settings):
    # Python guesses UTF-16 and UTF-32 from bytes, so it is given text.
    return json.loads(given, parse_float=fraction, parse_int=fraction, parse_constant=refuse, **settings)


def compare(given, answer):
    try:
        given = given.decode()
        theirs, refusal = read(given), None
    except (ValueError, RecursionError) as error:
        theirs, refusal = None, error
    if answer.startswith("!"):
        reason = answer[1:].split()[0]
        if reason in OURS:
            return None if reason != "duplicateKey" or is_twice(given) else "no name is there twice"
        return None if refusal is not None else "Python takes it"
    if refusal is not None:
        return f"Python refuses it: {refusal}"
    if read(answer) != theirs:
        return f"Python reads {theirs!r}"
    # SQLite takes a text to end at a NUL.
    if "\0" not in given and not database.execute("SELECT json_valid(?)", [given]).fetchone()[0]:
        return "SQLite refuses it"
    return None


def is_twice(given):
    try:
        read(given, object_pairs_hook=pairs)
    except Twice:
        return True
    except ValueError:
        # Broken further on: the first complaint is ours to choose.
        return True
    return False
