"""Boilerplate: the page's own lines are known, and no line that reports is taken for one."""

from __future__ import annotations

import time

import pytest

from rag.articles.boilerplate import is_boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "HOME | TOWN | SPORT | CULTURE",
        "News » Local » Obituaries",
        "For more reporting from our partners, see below:",
        "For more on this story, visit our website",
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Read also: Bus fares to rise in spring | Pool to close",
        "READ MORE: Mayor answers critics",
        "RELATED STORIES:",
        "© 2021 Orrin Herald. All rights reserved.",
        "Copyright 2019 Orrin Herald Ltd",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Sign up for our morning newsletter.",
        "Please subscribe to our weekly briefing",
        "Follow us on Facebook and Instagram",
        "Click here for the full timetable",
        "JANE DOE/AFP via Getty Images",
        "John Q. Public/AP Photo",
        "(Ann Lee / Reuters)",
        "AP Photo/Ann Lee, File",
        "Ann Lee via Getty Images",
        "Credit: regional information office",
        "Photo by Ann Lee",
        "Posted Wed 28 June 2023 by Web Desk",
        "By Marta Monsanto, staff writer",
        "By ANN LEE and JOHN ROE",
        "By our science correspondent",
        "ENDS",
        "-30-",
        "* * *",
        "___",
        "**Advertisement**",
    ],
)
def test_a_line_of_the_page_is_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Seven people died.",
        "For more than 20 years people could see the cracks from the road.",
        "For more safety, officials said, the bridge was shut.",
        "Advertisement spending fell 9 percent, the agency reported.",
        "Copyright law was changed in March, the minister said.",
        "Updated figures show that 12 people died.",
        "Updated marine rules bar 12 ships.",
        "Posted guards fired on the crowd, killing two.",
        "By Tuesday, 40 people had been rescued.",
        "By Friday Night Twelve Were Dead",
        "Photo: soldiers carry a stretcher from the mill, where nine men died.",
        "The home office denied sign-up figures of 3,000.",
        "Orrin | 3 dead | 12 hurt",
        "Team | Killed | Wounded",
        "Sharing the blame, the two ministers resigned.",
        "Ends of the rope were found burnt.",
        "Police found 3/4 of the cargo.",
        "Follow-up surveys found lead in the well.",
        "Close to 40 people drowned.",
        "Most read the order as a threat, the union said.",
        "The Associated Press/Orrin poll puts him at 40 percent.",
        "Credit unions lost $4 million.",
        "Subscribers lost power for nine hours.",
        "Divers at work. Ann Lee/AP Photo",
    ],
)
def test_a_line_that_reports_is_kept(line: str) -> None:
    assert not is_boilerplate(line)


@pytest.mark.parametrize("piece", ["For more ", "A/A ", "may not be published ", "By Ann ", "| news ", "sign up "])
def test_no_line_however_long_holds_the_patterns_up(piece: str) -> None:
    before = time.process_time()

    is_boilerplate(piece * 15)
    is_boilerplate(piece * 100_000)

    assert time.process_time() - before < 2
