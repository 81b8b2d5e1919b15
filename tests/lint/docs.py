#!/usr/bin/env python3
"""Compares the documentation with the program.

Usage: docs.py SOURCE_FOLDER WEIR_BINARY   Prints one line per difference; exit 1 if there is any.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

COMMON = {"--config", "--verbose", "--quiet", "--color", "--help"}


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def command_line(source: pathlib.Path, weir: str):
    page = (source / "docs/reference/cli.md").read_text(encoding="utf-8")
    verbs = set(re.findall(r"^  ([a-z]+) {2,}", output(weir, "--help"), re.M))
    sections = dict(re.findall(r"^## weir ([a-z]+)\n(.*?)(?=^## |\Z)", page, re.M | re.S))
    for verb in sorted(verbs ^ set(sections)):
        yield f"docs/reference/cli.md: verb {verb} is in only one of the page and --help"
    for verb in sorted(verbs & set(sections)):
        told = set(re.findall(r"--[a-z-]+", output(weir, verb, "--help")))
        options = {o for o in told if o not in COMMON}
        written = set(re.findall(r"^\| `(?:-\w, )?(--[a-z-]+)", sections[verb], re.M))
        listed = {o for o in options if re.search(rf"^  (-\w, )?{o}\b", output(weir, verb, "--help"), re.M)}
        for option in sorted(listed ^ written):
            yield f"docs/reference/cli.md: {verb} {option} is in only one of the page and --help"
    for option in sorted(COMMON):
        if option not in page:
            yield f"docs/reference/cli.md: {option} is missing"


def configuration(source: pathlib.Path):
    page = (source / "docs/reference/configuration.md").read_text(encoding="utf-8")
    table = (source / "src/config/keys.cpp").read_text(encoding="utf-8")
    known = set(re.findall(r'\{"(\w+)", "(\w+)", "', table))
    written = set()
    for head, body in re.findall(r"^## \[+(\w+)\]+[^\n]*\n(.*?)(?=^## |\Z)", page, re.M | re.S):
        written |= {(head, key) for key in re.findall(r"^\| `(\w+)`", body, re.M)}
    for name, key in sorted(known ^ written):
        yield f"docs/reference/configuration.md: {key} of [{name}] is in only one of page and table"


def warnings(source: pathlib.Path):
    page = (source / "docs/reference/warnings.md").read_text(encoding="utf-8")
    written = set(re.findall(r"^\| `([\w-]+)`", page, re.M))
    known = set()
    for header in ("notices.hpp", "notices_feed.hpp"):
        text = (source / "src/parse" / header).read_text(encoding="utf-8")
        known |= set(re.findall(r'string_view \w+ =\s*"([\w-]+)"', text))
    for code in sorted(known ^ written):
        yield f"docs/reference/warnings.md: {code} is in only one of page and code"


def pages(source: pathlib.Path):
    yield from [p for p in source.glob("*.md")]
    yield from sorted((source / "docs").rglob("*.md"))


def samples_and_links(source: pathlib.Path, weir: str):
    for page in pages(source):
        text = page.read_text(encoding="utf-8")
        name = page.relative_to(source)
        for number, sample in enumerate(re.findall(r"^```toml\n(.*?)^```", text, re.M | re.S), 1):
            with tempfile.TemporaryDirectory() as folder:
                file = pathlib.Path(folder) / "feeds.toml"
                file.write_text(sample, encoding="utf-8")
                # Samples name secrets of a reader's own machine.
                names = re.findall(r'env = "(\w+)"', sample)
                ran = subprocess.run([weir, "check", "-c", str(file)], capture_output=True, text=True,
                                     env={"HOME": folder, **{n: "x" for n in names}}, check=False)
                if ran.returncode != 0:
                    yield f"{name}: toml sample {number}: {ran.stderr.strip()}"
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            target = link.split("#")[0]
            if target and "://" not in target and not (page.parent / target).exists():
                yield f"{name}: the link {link} leads nowhere"


def shell_samples(source: pathlib.Path):
    """Each ```sh block with the name of its page."""
    for page in pages(source):
        block = None
        for line in page.read_text(encoding="utf-8").splitlines():
            if line.startswith("```"):
                if block:
                    yield page.relative_to(source), "\n".join(block) + "\n"
                block = [] if block is None and line == "```sh" else None
            elif block is not None:
                block.append(line)


def commands(source: pathlib.Path, weir: str):
    verbs = set(re.findall(r"^  ([a-z]+) {2,}", output(weir, "--help"), re.M))
    for name, text in shell_samples(source):
        ran = subprocess.run(["sh", "-n"], input=text, capture_output=True, text=True, check=False)
        if ran.returncode != 0:
            yield f"{name}: no shell reads this: {text!r}: {ran.stderr.strip()}"
        for call in re.findall(r"^(?:sudo .*)?(?:build/weir/)?\bweir ([^|;&#>\n]*)", text, re.M):
            words = call.split()
            verb = next((word for before, word in zip(["", *words], words)
                         if not word.startswith("-") and before not in ("-c", "--config")), None)
            if verb not in verbs:
                yield f"{name}: `weir {call.strip()}`: there is no such verb"
                continue
            told = output(weir, verb, "--help")
            for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", call):
                if not re.search(rf"(?<![\w-]){option}\b", told):
                    yield f"{name}: `weir {call.strip()}`: {verb} takes no {option}"


def named_by_the_code(source: pathlib.Path):
    for file in sorted((source / "src").rglob("*.?pp")):
        for page in re.findall(r"docs/[\w/-]+\.md", file.read_text(encoding="utf-8")):
            if not (source / page).exists():
                yield f"{file.relative_to(source)}: {page} does not exist"


def main() -> int:
    source, weir = pathlib.Path(sys.argv[1]), sys.argv[2]
    found = [*command_line(source, weir), *configuration(source), *warnings(source),
             *samples_and_links(source, weir), *commands(source, weir), *named_by_the_code(source)]
    print("\n".join(found) or "the documentation agrees with the program")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
