"""Forms: beside urllib.parse."""
import json
import re
import urllib.parse


def draw(chance):
    pieces = ["a", "b", "+", "%20", "%C3%AB", "ë", "%2B", "%26", "%3d", "%00", "=", "%", "%4", "%zz", "%ff", "name", "[]", ";", "由"]
    text = lambda: "".join(chance.choice(pieces) for _ in range(chance.choice([0, 1, 1, 2, 3])))
    return "&".join(chance.choice([text(), f"{text()}={text()}", f"{text()}={text()}"]) for _ in range(chance.choice([0, 1, 2, 3, 5]))).encode()


def compare(given, answer):
    try:
        text = given.decode()
        fields = urllib.parse.parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        return None if answer.startswith("!") else "it is not UTF-8"
    if re.search("%(?![0-9A-Fa-f]{2})", text):
        # Python keeps a malformed escape as it is; we say what is wrong.
        return None if "two hexadecimal digits" in answer else "a malformed escape is taken"
    expected = {}
    for name, value in fields:
        expected.setdefault(name, []).append(value)
    expected = {name: values if len(values) > 1 else values[0] for name, values in expected.items()}
    if answer.startswith("!"):
        return f"Python reads {expected}"
    return None if (json.loads(answer) or {}) == expected else f"Python reads {expected}"
