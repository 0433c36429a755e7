"""Serve to others: who is let in, and what is refused before the server starts?"""

from __future__ import annotations

import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from rag.archive import Archive
from rag.errors import RagError, UsageError
from rag.web.serve import READERS, Door, equip, fill_if_empty, serve
from rag.web.users import Users, line_for
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import DIED, WOUNDED, ask, kept
from tests.web.fake_archive import FakeArchive

PASSWORD = "four at sea"


@pytest.fixture
def users(tmp_path: Path) -> Path:
    file = tmp_path / "users.txt"
    file.write_text(f"{line_for('ada', PASSWORD)}\n{line_for('bo', PASSWORD)}\n", encoding="utf-8")
    return file


def test_an_open_address_without_passwords_is_refused_unless_it_is_meant(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"on 0\.0\.0\.0 other machines can read .*give --auth-file FILE"):
        serve(tmp_path / "index", door=Door(host="0.0.0.0"))

    Door(host="0.0.0.0", is_open=True).require_guarded()
    Door(host="0.0.0.0", users=tmp_path / "users.txt").require_guarded()
    Door(host="::1").require_guarded()


def test_a_file_of_users_that_is_none_is_refused_before_anything_is_opened(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        serve(tmp_path / "index", door=Door(users=tmp_path / "gone.txt"))

    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_articles_is_no_reason_not_to_open_but_one_that_is_not_there_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "news").mkdir()
    with ExitStack() as opened:
        desk = equip(tmp_path / "index", opened)

        fill_if_empty(desk, tmp_path / "news")
        with pytest.raises(RagError, match="gone"):
            fill_if_empty(desk, tmp_path / "gone")

    assert "has no articles" in capsys.readouterr().out


@pytest.mark.parametrize("path", ["config", "gradio_api/info", "gradio_api/queue/data?session_hash=x"])
def test_nobody_reads_anything_without_a_password(serve_page: Serve, users: Path, path: str) -> None:
    address = serve_page(door={"users": Users(users)})

    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(f"{address}/{path}", timeout=20)


def test_programs_need_the_password_too(serve_page: Serve, users: Path) -> None:
    from gradio_client import Client

    address = serve_page(door={"users": Users(users)})

    with pytest.raises(Exception, match=r"401|[Ll]ogin|Could not"):
        Client(address, verbose=False, analytics_enabled=False)
    client = Client(address, auth=("ada", PASSWORD), verbose=False, analytics_enabled=False)
    assert client.predict(DIED, api_name="/ask")["status"] == "answered"
    client.close()


def sign_in(page: Any, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("username").fill(name)
    page.get_by_label("password").fill(password)
    page.get_by_role("button", name="Login").click()


@pytest.mark.browser
def test_readers_sign_in_and_never_see_what_another_asked_in_the_same_browser(
    serve_page: Serve, open_page: OpenPage, users: Path
) -> None:
    archive = FakeArchive({DIED: FakeArchive().answers[DIED], WOUNDED: FakeArchive().answers[DIED]})
    address = serve_page(archive, door={"users": Users(users)})
    page = open_page(address, wait_for="button")
    sign_in(page, "ada", "wrong password")
    page.get_by_text("Incorrect credentials").wait_for()
    sign_in(page, "ada")
    page.locator(".welcome").wait_for()
    ask(page, DIED)
    assert [talk["title"] for talk in kept(page)] == [DIED]

    page.goto(f"{address}/logout")
    sign_in(page, "bo")
    page.locator(".welcome").wait_for()

    assert kept(page) == []
    ask(page, WOUNDED)
    assert page.locator("#shelf .open").all_inner_texts() == [WOUNDED]
    assert archive.asked[-1][1] in ([], [WOUNDED])


@pytest.fixture
def index(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    with Archive(folder) as archive:
        archive.sync(Path(__file__).parents[2] / "seeds")
    return folder


def test_the_archive_is_opened_for_several_readers_over_one_encoder_and_one_model(index: Path) -> None:
    with ExitStack() as opened:
        desk = equip(index, opened)
        answers = {desk.readers.call(id) for _ in range(READERS)}
        encoders = {desk.readers.call(lambda archive: id(archive.encoder)) for _ in range(READERS)}  # type: ignore[attr-defined]
        writers = desk.writer.call(lambda archive: id(archive.encoder))  # type: ignore[attr-defined]
        model = desk.model()

        assert len(answers) == READERS
        assert encoders == {writers}
        assert desk.model() is model
