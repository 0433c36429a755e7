"""Damage: whatever happens to a file, it gives articles or faults of one line, and never anything else."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.articles.formats.making import PAGE, make_mail, make_pdf, make_word, make_zip
from tests.articles.writing import read_parts

STORY = "Two people died in a fire at the Orrin mill on Thursday, the fire service said."
FILES = {
    "a.pdf": make_pdf(STORY * 5, STORY * 9, title="Mill fire", head="Orrin Herald"),
    "a.docx": make_word(STORY, heading="Mill fire", rows=[["dead", "2"], ["hurt", "3"]]),
    "a.eml": make_mail(STORY, page=PAGE, attached={"b.pdf": make_pdf(STORY), "c.txt": STORY.encode()}),
    "a.html": PAGE.encode(),
    "a.zip": make_zip({"a.txt": STORY, "b/c.html": PAGE, "d.csv": f"text\n{STORY}\n"}),
    "a.csv": f'title,date,text\nFire,2024-05-02,"{STORY}"\nFlood,2/5/2024,{STORY}\n'.encode(),
    "a.jsonl": f'{{"text": "{STORY}", "authors": [{{"name": "Ann"}}], "date": 1714644000}}\n'.encode() * 2,
    "a.json": f'{{"articles": [{{"body": ["{STORY}"], "source": {{"name": "Herald"}}}}]}}'.encode(),
    "a.md": f"---\ntitle: Fire\npublished: 2024-05-02\n---\n{STORY}\n".encode(),
}
wounds = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=12)


@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FILES)), wounds)
def test_a_damaged_file_gives_articles_or_faults_of_one_line(name: str, wounds: list[tuple[float, int, bytes]]) -> None:
    content = FILES[name]
    for place, lost, put in wounds:
        at = int(place * len(content))
        content = content[:at] + put + content[at + lost :]

    with tempfile.TemporaryDirectory() as folder:
        articles, faults = read_parts(Path(folder), content, name)

    assert all(article.text.strip() and article.file.startswith(name) for article in articles)
    assert all(fault.reason.isprintable() for fault in faults)
    assert len({article.file for article in articles} | {name + fault.member for fault in faults}) == len(
        articles
    ) + len(faults)
