"""Builds the site from the repository: notebooks and pages in Markdown through nbconvert and one template.

A page stands where its source stands: notebooks/00-hello.ipynb becomes notebooks/00-hello.html, README.md index.html.
So links keep their way; those to pages get the new ending, and files that pages link to are copied beside them. The
build fails on a link to nothing and on anything that a page would fetch from elsewhere.
"""

import argparse
import html
import html.parser
import json
import os
import pathlib
import posixpath
import re
import shutil
import string
import sys
import urllib.parse

import nbformat
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html

import mathml

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
PAGES = ["*.md", "docs/*.md", "kernel-install/*.md", "notebooks/*.md", "notebooks/*/*.md", "notebooks/*.ipynb", "notebooks/solutions/*.ipynb"]
NAMES = {  # of pages that are not called by their first heading in lists
    "README.md": "Start",
    "notebooks/README.md": "The course",
    "kernel-install/README.md": "Installing the kernel",
    "notebooks/data/README.md": "Data files",
}
WORDS_A_MINUTE = 200
SECONDS_A_LINE = 4  # of code
SECONDS_A_PICTURE = 10


def sources(repository):
    found = {path.relative_to(repository).as_posix() for pattern in PAGES for path in repository.glob(pattern)}
    return sorted(found)


def target(source):
    """Where a page of the repository stands in the site."""
    folder, name = posixpath.split(source)
    stem = "index" if name == "README.md" else posixpath.splitext(name)[0]
    return posixpath.join(folder, stem + ".html")


def minutes(notebook):
    """How long a notebook takes to read, roughly."""
    seconds = 0
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            seconds += 60 * len(re.findall(r"\w+", cell.source)) / WORDS_A_MINUTE
        else:
            seconds += SECONDS_A_LINE * len(cell.source.splitlines())
            kinds = [output.get("data", {}) for output in cell.get("outputs", [])]
            seconds += SECONDS_A_PICTURE * sum(1 for k in kinds if "image/png" in k or "text/html" in k)
    return max(1, round(seconds / 60))


def prepared(notebook):
    """The notebook with formulas as MathML, and without what needs scripts from elsewhere."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            data.pop("application/vnd.jupyter.widget-view+json", None)
            if "text/latex" in data:
                data["text/html"] = mathml.render(data.pop("text/latex"))
    notebook.metadata.pop("widgets", None)
    return notebook


class Links(html.parser.HTMLParser):
    """What a page links to, what it fetches, and what can be linked to in it."""

    FETCHED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src", "video": "src", "audio": "src", "object": "data"}

    def __init__(self, page):
        super().__init__()
        self.links, self.fetched, self.ids = [], [], set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if found.get("id"):
            self.ids.add(found["id"])
        if tag == "a" and found.get("href") is not None:
            self.links.append(found["href"])
        if found.get(self.FETCHED.get(tag, "")):
            self.fetched.append(found[self.FETCHED[tag]])
        if "url(" in found.get("style", "") or "srcset" in found:
            self.fetched.append(found.get("srcset") or found["style"])


def folded(match):
    """What a cell says: sentences, which a narrow page may fold, or columns, which have to stay below each other."""
    text = match.group(1).strip("\n")
    columns = re.search(r"\S  +\S|^ ", text, re.MULTILINE)
    return match.group(0) if columns else f'<pre class="line">{text}</pre>'


def is_elsewhere(link):
    return bool(re.match(r"[a-z][a-z0-9+.-]*:|//", link, re.IGNORECASE))


class Site:
    def __init__(self, repository, folder, extra=()):
        self.repository, self.folder = repository, folder
        self.sources = sources(repository)
        self.extra = list(extra)  # (link, name) of pages that come from elsewhere, such as the Javadoc
        self.faults, self.index, self.titles, self.bodies, self.times = [], [], {}, {}, {}
        self.template = string.Template((HERE / "page.html").read_text())
        self.exporter = HTMLExporter(template_name="basic")

    def build(self):
        for source in self.sources:
            self.read(source)
        for source in self.sources:
            self.write(source)
        for name in ("style.css", "page.js"):
            shutil.copy(HERE / name, self.folder / name)
        entries = json.dumps(self.index, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        (self.folder / "search-index.js").write_text("window.SECTIONS=" + entries + ";\n")
        self.faults += check(self.folder, [target(source) for source in self.sources])
        return self.faults

    def read(self, source):
        path = self.repository / source
        if path.suffix == ".ipynb":
            notebook = nbformat.read(path, as_version=4)
            self.times[source] = minutes(notebook)
            text = "\n\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
            body, _ = self.exporter.from_notebook_node(prepared(notebook))
            sections = [(c.source, c.cell_type) for c in notebook.cells]
        else:
            text = path.read_text()
            body = '<div class="text rendered_html">' + markdown2html(text) + "</div>"
            sections = [(text, "markdown")]
        heading = re.search(r"^# (.+)$", text, re.MULTILINE)
        self.titles[source] = heading.group(1).strip() if heading else posixpath.basename(source)
        body = re.sub(r"<pre>([^<]*)</pre>", folded, body)
        self.bodies[source] = re.sub(r"(<table[\s>].*?</table>)", r'<div class="scroll">\1</div>', body, flags=re.DOTALL)
        anchors = re.findall(r'<h[1-3] id="([^"]*)"', body)
        self.add_to_index(source, sections, [html.unescape(anchor) for anchor in anchors])

    def add_to_index(self, source, cells, anchors):
        page, title, anchor, words = self.name(source), self.name(source), "", []

        def close():
            said = " ".join(" ".join(words).split())
            if said:
                self.index.append([target(source), anchor, page, title, said])

        for text, kind in cells:
            fenced = kind == "code"
            for line in text.splitlines():
                heading = None if fenced else re.match(r"#{1,3} (.+)$", line)
                if line.startswith("```"):
                    fenced = not fenced
                elif heading:
                    close()
                    words, title = [], re.sub(r"[`*]", "", heading.group(1)).strip()
                    anchor = anchors.pop(0)
                else:
                    words.append(line if fenced else re.sub(r"\]\([^)]*\)|[`*\[\]|]", " ", line))
        close()

    def name(self, source):
        number = re.match(r"notebooks/(\d\d)-", source)
        called = NAMES.get(source) or self.titles[source]
        return f"{number.group(1)} {called}" if number else called

    def link(self, source, href):
        """A link of a source as one of its page; files of the repository come along."""
        if is_elsewhere(href) or href.startswith("#"):
            return href
        path, _, anchor = href.partition("#")
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(source), urllib.parse.unquote(path)))
        if (self.repository / wanted).is_dir():
            wanted = posixpath.normpath(posixpath.join(wanted, "README.md"))
        if wanted in self.sources:
            made = target(wanted)
        elif (self.repository / wanted).is_file():
            made = wanted
            (self.folder / wanted).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.repository / wanted, self.folder / wanted)
        else:
            self.faults.append(f"{source}: the link {href} leads to nothing")
            return href
        here = posixpath.dirname(target(source)) or "."
        return posixpath.relpath(made, here) + ("#" + anchor if anchor else "")

    def linked(self, source, body):
        def replace(match):
            href = html.unescape(match.group(3))
            return match.group(1) + match.group(2) + html.escape(self.link(source, href)) + match.group(2)

        body = re.sub(r"(<a\s[^>]*?href=)([\"'])(.*?)\2", replace, body)
        return re.sub(r"(<img\s[^>]*?src=)([\"'])(?!data:)(.*?)\2", replace, body)

    def groups(self):
        course = [s for s in self.sources if re.match(r"notebooks/\d\d-", s)]
        gallery = sorted((s for s in self.sources if s.startswith("notebooks/gallery")), key=lambda s: (s != "notebooks/gallery.ipynb", s))
        first = ["README.md", "notebooks/README.md"]
        rest = [s for s in self.sources if s not in course + gallery + first]
        practice = [s for s in rest if s.endswith(".ipynb")]
        others = [s for s in rest if not s.endswith(".ipynb")]
        return [("", first), ("Course", course), ("Exercises", practice), ("Gallery", gallery), ("Reference", others)]

    def write(self, source):
        here = posixpath.dirname(target(source)) or "."
        root = "" if here == "." else posixpath.relpath(".", here) + "/"
        body = self.linked(source, self.bodies[source])
        page = self.template.substitute(
            title=html.escape(self.titles[source]),
            root=root,
            about=self.about(source),
            pages=self.list(source, root),
            body=body.replace("</h1>", "</h1>" + contents(body), 1),
            neighbours=self.neighbours(source, root),
        )
        path = self.folder / target(source)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page)

    def about(self, source):
        if source not in self.times:
            return ""
        file = posixpath.basename(source)
        shutil.copy(self.repository / source, self.file_beside(source))
        return f'About {self.times[source]} min to read · <a href="{file}" download>the notebook</a>'

    def file_beside(self, source):
        path = self.folder / source
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def list(self, source, root):
        parts = []
        for name, group in self.groups():
            items = [
                f'<li><a href="{root}{html.escape(target(s))}"{" aria-current=page" if s == source else ""}>{html.escape(self.name(s))}</a></li>'
                for s in group
            ]
            if name == "Reference":
                items += [f'<li><a href="{root}{link}">{html.escape(called)}</a></li>' for link, called in self.extra]
            heading = f"<h2>{name}</h2>" if name else ""
            parts.append(heading + "<ul>" + "".join(items) + "</ul>" if items else "")
        return "\n".join(parts)

    def neighbours(self, source, root):
        order = [s for _, group in self.groups() for s in group]
        at = order.index(source)
        before = f'<a rel="prev" href="{root}{target(order[at - 1])}">← {html.escape(self.name(order[at - 1]))}</a>' if at else ""
        after = f'<a rel="next" href="{root}{target(order[at + 1])}">{html.escape(self.name(order[at + 1]))} →</a>' if at + 1 < len(order) else ""
        return before + after


def contents(body):
    """The headings of a page as links, where there are some."""
    found = re.findall(r'<h2 id="([^"]*)">(.*?)<a class="anchor-link"', body)
    if len(found) < 3:
        return ""
    items = "".join(f'<li><a href="#{anchor}">{name}</a></li>' for anchor, name in found)
    return f'<details class="contents"><summary>On this page</summary><ul>{items}</ul></details>'


def check(folder, pages):
    """What is wrong with the links of pages: those to nothing, and what would be fetched from elsewhere."""
    read = {page: Links((folder / page).read_text()) for page in pages}
    faults = []
    for page, found in read.items():
        for link in found.fetched:
            if not link.startswith("data:") and (is_elsewhere(link) or "url(" in link):
                faults.append(f"{page}: fetches {link[:100]} from elsewhere")
        for link in found.links + [f for f in found.fetched if not is_elsewhere(f)]:
            if is_elsewhere(link):
                continue
            path, _, anchor = link.partition("#")
            wanted = posixpath.normpath(posixpath.join(posixpath.dirname(page), urllib.parse.unquote(path))) if path else page
            if not (folder / wanted).is_file():
                faults.append(f"{page}: the link {link} leads to nothing")
            elif anchor and wanted in read and not places(anchor) & read[wanted].ids:
                faults.append(f"{page}: {wanted} has no place called {anchor}")
    return faults


def places(anchor):
    """What a browser looks for: the letters as they are in an address, then as they are read."""
    return {urllib.parse.quote(urllib.parse.unquote(anchor), safe="!$&'()*+,-./:;=?@_~"), urllib.parse.unquote(anchor)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="where the site goes; what is there is replaced")
    parser.add_argument("--javadoc", help="a folder that javadoc wrote")
    args = parser.parse_args()
    folder = pathlib.Path(args.folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    extra = []
    if args.javadoc:
        shutil.copytree(args.javadoc, folder / "javadoc")
        style = folder / "javadoc" / "stylesheet.css"
        style.write_text(re.sub(r"@import url\('resources/fonts/.*\n", "", style.read_text()))  # fonts that javadoc leaves out
        extra.append(("javadoc/index.html", "Javadoc"))
        extra.append(("javadoc/org/cellwise/Cellwise.html", "All functions"))
    for sheet in ("docs/cheat-sheet.html", "docs/cheat-sheet.pdf"):
        if (REPOSITORY / sheet).is_file():
            (folder / "docs").mkdir(exist_ok=True)
            shutil.copy(REPOSITORY / sheet, folder / sheet)
            extra.append((sheet, "Cheat sheet" + (" (PDF)" if sheet.endswith("pdf") else "")))
    site = Site(REPOSITORY, folder, extra)
    faults = site.build()
    for fault in faults:
        print(fault, file=sys.stderr)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    print(f"{len(site.sources)} pages, {size:.1f} MB, in {folder / 'index.html'}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
