"""The commands and files of the pages, taken from their code blocks."""
import os
import pathlib
import re

from project import HOME, SECONDS, Server, run, script

RECIPES = HOME / "docs" / "recipes"


def commands(page, folder):
    """Runs a page's `sh` blocks, one after the other, against a server on a free port; no call may fail."""
    text = (HOME / page).read_text()
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S)
    assert blocks, f"{page} has no commands"
    with Server() as server:
        script = "".join(blocks).replace(":8069", f":{server.port}")
        shell = f'curl() {{ command curl --fail --silent --show-error --max-time 30 "$@"; echo; }}\n{script}'
        run(["sh", "-ec", shell], cwd=folder)


def files(recipe, folder):
    """Writes the files of a recipe: the blocks whose first line has a name after the language."""
    for name, text in re.findall(r"^```\w+ (\S+)\n(.*?)^```$", (RECIPES / f"{recipe}.md").read_text(), re.M | re.S):
        file = pathlib.Path(folder, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def test(recipe, folder, needs=(), file="test.sh"):
    """Runs a recipe's own test beside its files; `needs` are packages of the system."""
    script("install-packages", *needs)
    files(recipe, folder)
    run(["sh", "-e", file], cwd=folder, env={**os.environ, "PACT_DO_NOT_TRACK": "true"}, timeout=SECONDS)


def links():
    """Every link from one page to another has its target, headings included."""
    pages = [page for page in HOME.glob("*.md")] + [page for page in (HOME / "docs").rglob("*.md")]
    for page in pages:
        text = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.M | re.S)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"\w+:", target):
                continue
            path, _, anchor = target.partition("#")
            file = page.parent / path if path else page
            assert file.exists(), f"{page.relative_to(HOME)}: there is no {target}"
            if anchor:
                assert anchor in anchors(file), f"{page.relative_to(HOME)}: {target} has no such heading"


def anchors(page):
    """The fragments that GitHub makes of a page's headings."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.M | re.S)
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
