"""Makes the pictures of docs/images."""
import io

from PIL import Image

import checks
import project
from browser import Browser

FOLDER = project.HOME / "docs" / "images"
LARGEST = 150_000
PICTURES = [
    ("overview-light", "#/nebeus/overview", "light"), ("overview-dark", "#/nebeus/overview", "dark"),
    ("calls", "#/nebeus/calls/3", "light"), ("endpoint", "#/nebeus/endpoints/signin", "light"),
]


def make():
    FOLDER.mkdir(exist_ok=True)
    with project.Server("--clock", "2017-03-03T12:00:00Z") as server, Browser() as browser:
        checks.fill(server)
        for name, place, scheme in PICTURES:
            browser.resize(1280, 800, scheme)
            browser.open(server, place)
            if name == "endpoint":
                browser.type("input[name=login]", checks.LUCY["login"])
                browser.type("input[name=password]", checks.LUCY["password"])
                browser.click("Send")
                browser.sees("shaped as documented")
            else:
                browser.sees("Lucy" if name.startswith("overview") else "/partner/dashboard")
            image = Image.open(io.BytesIO(browser.driver.get_screenshot_as_png())).convert("P", palette=Image.Palette.ADAPTIVE, colors=200)
            image.save(FOLDER / f"{name}.png", optimize=True)
            size = (FOLDER / f"{name}.png").stat().st_size
            assert size < LARGEST, (name, size)
