"""Hold the plan: who may import whom, and which module is the one door to each outside library?

The tables below are the plan; CONTRIBUTING draws the same picture. Nothing is imported here: the source is
read, so the plan is checked in a second and a broken module cannot hide.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
SOURCES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "rag").rglob("*.py"))
}

GROUND = {"errors", "records", "reports"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "records": set(),
    "frozen": set(),
    "reports": {"errors"},
    "settings": set(),
    "articles": GROUND,
    "quantities": GROUND,
    "claims": GROUND | {"articles", "quantities"},
    "models": GROUND | {"settings"},
    "search": GROUND | {"settings", "articles", "quantities"},
    "reading": GROUND | {"articles"},
    "store": GROUND | {"frozen", "settings", "articles", "quantities", "claims", "search"},
    "answers": GROUND | {"settings", "articles", "quantities", "claims", "models", "reading"},
    "upkeep": GROUND | {"settings", "articles", "search", "store"},
    "archive": GROUND | {"settings", "articles", "claims", "models", "search", "store", "answers", "reading", "upkeep"},
    "evaluation": GROUND | {"archive"},
    "render": GROUND,
    "pages": GROUND | {"frozen", "render"},
    "web": GROUND | {"settings", "models", "archive", "render", "pages"},
    "cli": GROUND | {"settings", "archive", "evaluation", "render", "web", "models"},
    "__main__": {"cli"},
}

DOORS: dict[str, tuple[str, ...]] = {
    "Stemmer": ("rag.claims.words", "rag.answers.*", "rag.search.words"),
    "charset_normalizer": ("rag.articles.decode",),
    "docx": ("rag.articles.formats.word",),
    "click": ("rag.cli.*",),
    "faiss": ("rag.search.vectors",),
    "filelock": ("rag.store.*",),
    "gradio": ("rag.web.*",),
    "httpx": ("rag.models.*",),
    "huggingface_hub": ("rag.models.*", "rag.search.model_files"),
    "lxml": ("rag.articles.feed",),
    "llama_cpp": ("rag.models.llama*",),
    "numpy": ("rag.models.llama*", "rag.search.*", "rag.store.*", "rag.reading.*", "rag.answers.evidence"),
    "onnxruntime": ("rag.search.encode*", "rag.reading.*"),
    "platformdirs": ("rag.models.*", "rag.search.*"),
    "pypdf": ("rag.articles.formats.pdf",),
    "rich": ("rag.render.*", "rag.cli.*"),
    "sentence_transformers": ("rag.search.encode*",),
    "sentencex": ("rag.articles.split",),
    "sqlite3": ("rag.store.*",),
    "watchfiles": ("rag.store.watch",),
    "starlette": ("rag.web.*",),
    "tantivy": ("rag.search.words",),
    "tokenizers": ("rag.search.encode*", "rag.reading.*"),
    "torch": ("rag.search.encode*",),
    "trafilatura": ("rag.articles.formats.page",),
    "transformers": ("rag.search.encode*",),
    "yaml": ("rag.articles.front_matter",),
}

HEAVY = {
    "docx", "faiss", "gradio", "httpx", "huggingface_hub", "llama_cpp", "onnxruntime", "openvino", "pypdf",
    "sentence_transformers", "starlette", "tokenizers", "torch", "trafilatura", "transformers",
}  # fmt: skip
LONGEST_FILE, LONGEST_FUNCTION = 300, 45
SAYS_NOTHING = {"utils", "util", "helpers", "common", "misc", "manager"}


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Import(NamedTuple):
    """One import: who imports, on which line, what (its whole dotted name), and whether at load."""

    module: str
    line: int
    name: str
    is_at_load: bool

    @property
    def library(self) -> str:
        return self.name.split(".")[0]

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.name}"


def imports_of(module: str) -> Iterator[Import]:
    tree = TREES[module]
    deferred = {id(node) for f in ast.walk(tree) if isinstance(f, FUNCTIONS) for node in ast.walk(f)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Import(module, node.lineno, alias.name, id(node) not in deferred) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = absolute(module, node)
            for alias in node.names:
                deeper = f"{base}.{alias.name}"
                yield Import(module, node.lineno, deeper if deeper in SOURCES else base, id(node) not in deferred)


def absolute(module: str, node: ast.ImportFrom) -> str:
    """The dotted name that a ``from … import`` means, relative ones read from where they stand."""
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    kept = len(parts) - node.level + (SOURCES[module].name == "__init__.py")
    return ".".join([*parts[:kept], *([node.module] if node.module else [])])


def part_of(module: str) -> str:
    """The first name below ``rag``: ``rag.search.words`` belongs to ``search``; ``rag`` itself to ``rag``."""
    return module.split(".")[1] if "." in module else module


def none_of(problems: Iterable[object], remedy: str) -> None:
    """Fail with every problem on a line of its own, and what to do about them."""
    lines = [str(problem) for problem in problems]
    assert not lines, "\n".join(["", *lines, f"-> {remedy}"])


TREES = {module: ast.parse(path.read_text(encoding="utf-8")) for module, path in SOURCES.items()}
IMPORTS = [found for module in SOURCES for found in imports_of(module)]
INWARD = [found for found in IMPORTS if found.library == "rag"]
OUTWARD = [
    found
    for found in IMPORTS
    if found.library != "rag" and (found.library not in sys.stdlib_module_names or found.library in DOORS)
]


def test_every_part_has_its_row_in_the_plan() -> None:
    none_of(
        {part_of(module) for module in SOURCES} - {"rag"} - MAY_IMPORT.keys(), "say in MAY_IMPORT what it may import"
    )


def test_the_plan_itself_runs_one_way() -> None:
    parts = list(MAY_IMPORT)
    above = {part: sorted(below - set(parts[: parts.index(part)])) for part, below in MAY_IMPORT.items()}
    none_of((f"{part} may import {higher}" for part, higher in above.items() if higher), "name only rows above it")


def test_a_part_imports_only_the_parts_below_it() -> None:
    none_of(
        (
            f"{found}, but {part_of(found.module)} may import only {sorted(MAY_IMPORT[part_of(found.module)])}"
            for found in INWARD
            if found.module != "rag" and found.name != "rag"
            if part_of(found.name) not in MAY_IMPORT[part_of(found.module)] | {part_of(found.module)}
        ),
        "move the code down, or the call up (archive is the one that knows the order)",
    )


def test_only_the_edge_reaches_for_the_public_face() -> None:
    inside = (found for found in INWARD if found.name == "rag" and part_of(found.module) not in {"cli", "web"})
    none_of(inside, "inside the package, import the module that has the name")


def test_modules_import_each_other_in_no_circle() -> None:
    edges = {module: {found.name for found in INWARD if found.module == module} - {module} for module in SOURCES}
    edges.pop("rag", None)  # the public face loads on demand what stands below it
    while leaves := [module for module, below in edges.items() if not below & edges.keys()]:
        for module in leaves:
            del edges[module]
    none_of(sorted(edges), "these form or await a circle: move what both need into a module below")


def test_each_outside_library_has_one_door() -> None:
    def is_at_its_door(found: Import) -> bool:
        doors = DOORS.get(found.library, ())
        return any(fnmatch(found.module, door) or found.module == door.removesuffix(".*") for door in doors)

    strays = (found for found in OUTWARD if not is_at_its_door(found))
    none_of(
        (f"{found}, whose door is {DOORS.get(found.library, 'not in DOORS')}" for found in strays),
        "call the door instead; a new library gets a line in DOORS",
    )


def test_every_door_is_in_use() -> None:
    none_of(DOORS.keys() - {found.library for found in OUTWARD}, "take it out of DOORS, and out of pyproject.toml")


def test_heavy_libraries_load_only_when_they_are_needed() -> None:
    at_load = (found for found in OUTWARD if found.is_at_load and found.library in HEAVY)
    none_of(at_load, "import it inside the function that needs it, or `rag --help` waits for it")


def test_no_import_is_for_type_checkers_only() -> None:
    guarded = (m for m, tree in TREES.items() for n in ast.walk(tree) if getattr(n, "id", "") == "TYPE_CHECKING")
    none_of(guarded, "import the type, or move it to a module below both")


def test_a_module_opens_with_the_question_that_it_answers() -> None:
    def opening(module: str) -> str:
        return (ast.get_docstring(TREES[module]) or "(no docstring)").splitlines()[0]

    packages = {module for module, path in SOURCES.items() if path.name == "__init__.py"}
    wrong = (
        f"{module} opens with: {opening(module)}"
        for module in SOURCES
        if not re.fullmatch(r".+[.?]" if module in packages else r"[A-Z][^:?]*: .+\?", opening(module))
    )
    none_of(wrong, 'open a module with "Verb: question?", a package with a sentence')


def test_files_stay_small() -> None:
    lengths = {module: path.read_text(encoding="utf-8").count("\n") for module, path in SOURCES.items()}
    long = (f"{module} has {lines} lines" for module, lines in lengths.items() if lines > LONGEST_FILE)
    none_of(long, f"over {LONGEST_FILE}: would two files with clear names read better?")


def test_functions_stay_small() -> None:
    functions = [
        (module, node) for module, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, FUNCTIONS)
    ]
    lengths = {(module, node): (node.end_lineno or node.lineno) - node.lineno + 1 for module, node in functions}
    long = (
        f"{m}:{f.lineno} {f.name} has {lines} lines" for (m, f), lines in lengths.items() if lines > LONGEST_FUNCTION
    )
    none_of(long, f"over {LONGEST_FUNCTION}: name its steps")


def test_a_module_is_named_for_what_it_does() -> None:
    vague = (module for module in SOURCES if module.rsplit(".", 1)[-1].lower() in SAYS_NOTHING)
    none_of(vague, "say in its name what it does")


def test_no_module_takes_what_another_keeps_to_itself() -> None:
    taken = (
        f"{module}:{node.lineno} takes {alias.name} from {node.module}"
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for alias in node.names
        if alias.name.startswith("_") and not alias.name.startswith("__")
    )
    none_of(taken, "make it public where it stands, or do without")


def test_the_tests_mirror_the_package() -> None:
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    none_of(folders - MAY_IMPORT.keys(), "a folder of tests/ has the name of the part that it tests")
