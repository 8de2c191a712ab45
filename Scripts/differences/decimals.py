"""Decimals: beside Python's decimal, with room for every digit."""
import decimal
import json
import re

decimal.setcontext(decimal.Context(prec=2_000, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN))
# A decimal of ours has at most so many digits, and so many behind the point.
DIGITS = 38
# What a product may be before its zeros are taken away.
PRODUCT = 2**127


def fits(number):
    number = number.normalize()
    digits = number.as_tuple()
    scale = max(0, -digits.exponent)
    return number == 0 or (scale <= DIGITS and abs(number.scaleb(scale)) < 10**DIGITS)


def written(number):
    """In its shortest form, without an exponent."""
    text = format(number.normalize() + 0, "f")
    return "0" if number == 0 else text


def coefficient(number):
    number = number.normalize()
    return int(number.scaleb(max(0, -number.as_tuple().exponent)))


def plain(chance):
    whole = str(chance.getrandbits(chance.choice([1, 4, 30, 64, 126])))
    decimals = "0" * chance.choice([0, 0, 3, 20]) + str(chance.getrandbits(chance.choice([1, 10, 64]))) + "0" * chance.choice([0, 0, 2])
    return chance.choice(["", "", "-", "+"]) + chance.choice([whole, f"{whole}.{decimals}", f".{decimals}", f"{whole}.", "0." + decimals, "00" + whole])


class Numbers:
    """Numbers as JSON has them, with exponents."""

    @staticmethod
    def draw(chance):
        text = re.sub(r"^(-?)0+(?=\d)", r"\1", plain(chance).lstrip("+"))
        text = re.sub(r"^(-?)\.", r"\g<1>0.", text).rstrip(".")
        return (text + chance.choice(["", "", "e5", "E-12", "e+30", "e-50", "e999999999999", "e-999999999999"])).encode()

    @staticmethod
    def compare(given, answer):
        text = given.decode(errors="replace").strip(" \t\r\n")
        if not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", text):
            return None if answer == "!not a number" else "it is no number"
        try:
            number = decimal.Decimal(text)
            expected = written(number) if fits(number) else "!too long"
        except (decimal.InvalidOperation, decimal.Overflow):
            expected = "!too long"
        if not any(digit in "123456789" for digit in re.split("[eE]", text)[0]):
            expected = "0"
        return None if answer == expected else f"Python has {expected}"


class Pairs:
    """Two plain decimals: read, added, subtracted, multiplied, compared."""

    @staticmethod
    def draw(chance):
        return f"{plain(chance)} {plain(chance)}".encode()

    @staticmethod
    def compare(given, answer):
        texts = given.decode(errors="replace").split(" ")
        texts = [text for text in texts if text]
        if len(texts) != 2:
            return None if answer == "!not two numbers" else "they are not two"
        one, two = [Pairs.read(text) for text in texts]
        if one is None or two is None:
            expected = [None if number is None else written(number) for number in (one, two)]
        else:
            product = one * two if abs(coefficient(one) * coefficient(two)) < PRODUCT else None
            results = [one, two, one + two, one - two, product]
            expected = [None if number is None or not fits(number) else written(number) for number in results]
            expected.append("less" if one < two else "not less")
        return None if json.loads(answer) == expected else f"Python has {expected}"

    @staticmethod
    def read(text):
        if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)", text, re.ASCII):
            return None
        number = decimal.Decimal(text)
        return number if fits(number) else None
