"""What a sentence carries that its evidence does not is named; what the evidence bears out passes."""

from __future__ import annotations

import pytest

from rag.answers.verify import check, unsupported

FIRE = (
    "Four deckhands died when the Aurelia burned, harbour master Ilse Brandt said on Tuesday,"
    " and at least nine were injured."
)


def test_a_sentence_that_only_repeats_its_evidence_passes() -> None:
    assert unsupported("Four deckhands died, harbour master Ilse Brandt said [1].", evidence=[FIRE]) == ()


def test_number_words_and_digits_are_compared_by_value() -> None:
    assert check("4 deckhands died [1].", [FIRE])
    assert check("1200 homes were flooded.", ["Some towns fared better, but 1,200 homes were flooded."])
    assert check("1.5 million euros were paid.", ["The insurer paid one and a half million euros."])


def test_an_invented_figure_is_named() -> None:
    assert unsupported("Six deckhands died [1].", evidence=[FIRE]) == ("Six",)


@pytest.mark.parametrize("changed", ["Nine", "More than nine", "Up to nine", "About nine", "Fewer than nine"])
def test_a_qualifier_may_not_change(changed: str) -> None:
    assert not check(f"{changed} were injured.", [FIRE])
    assert check("At least nine were injured.", [FIRE])


def test_wordings_of_one_qualifier_are_equal() -> None:
    assert check("No fewer than nine were injured.", [FIRE])
    assert check("Nine or more were injured.", [FIRE])


def test_a_qualifier_may_not_appear_from_nowhere() -> None:
    assert unsupported("At least four deckhands died.", evidence=[FIRE]) == ("At least four",)


def test_a_figure_may_not_change_what_happened() -> None:
    assert unsupported("Four were injured.", evidence=[FIRE]) == ("Four injured",)
    assert unsupported("At least nine were killed.", evidence=[FIRE]) == ("At least nine killed",)


def test_words_for_the_same_happening_are_equal() -> None:
    assert check("Four people were killed.", [FIRE])
    assert check("At least nine were wounded.", [FIRE])


def test_what_is_counted_must_stand_in_the_evidence() -> None:
    assert unsupported("Four children died.", evidence=[FIRE]) == ("children",)


def test_percentages_and_money_keep_their_unit() -> None:
    vote = "Turnout was 41 per cent, and the count cost $3 million."
    assert check("Turnout was 41%.", [vote])
    assert check("The count cost 3 million dollars.", [vote])
    assert not check("The count cost 3 million euros.", [vote])
    assert not check("Turnout was 3 per cent.", [vote])


def test_none_is_a_figure() -> None:
    assert check("No one died.", ["Nobody died in the flood."])
    assert not check("No one died.", [FIRE])


def test_an_invented_name_is_named() -> None:
    assert unsupported("Four deckhands died, said Petra Holt.", evidence=[FIRE]) == ("Petra", "Holt")


def test_an_invented_name_at_the_start_is_named() -> None:
    assert unsupported("Holt said four deckhands died.", evidence=[FIRE]) == ("Holt",)


def test_words_of_two_names_do_not_make_a_third() -> None:
    both = "Ilse Brandt spoke first, and an hour later in the same hall the union's Tomas Vey answered."
    assert unsupported("Tomas Brandt answered.", evidence=[both]) == ("Tomas Brandt",)


def test_a_possessive_and_capital_letters_are_the_same_name() -> None:
    assert check("Brandt's harbour burned.", ["BRANDT SAYS HARBOUR BURNED"])
    assert check("The U.S. Navy left.", ["The US Navy left."])


def test_an_abbreviation_needs_its_capitals_or_its_words() -> None:
    assert check("The ICG said so.", ["The Inland Coast Guard said so."])
    assert unsupported("The US said so.", evidence=["They told us so, and said it twice."]) == ("US",)


def test_small_words_at_the_start_are_no_names() -> None:
    assert check("Sources disagree: four deckhands died, said Brandt.", [FIRE])
    assert check("According to Ilse Brandt, four deckhands died.", [FIRE])


def test_quotations_are_verbatim_whatever_their_marks_and_spaces() -> None:
    said = 'The mayor called it "a dark \n day for us", and left.'
    assert check("The mayor called it “a dark day for us.”", [said])
    assert unsupported("The mayor called it “a black day for us”.", evidence=[said]) == ("“a black day for us”",)


def test_an_elided_quotation_is_checked_piece_by_piece() -> None:
    assert check("“We … will be back,” they said.", ["“We have lost, and we will be back,” they said."])
    assert not check("“We … will win,” they said.", ["“We have lost, and we will be back,” they said."])


def test_an_open_quotation_mark_is_named() -> None:
    said = "It was a dark day, said the mayor."
    assert unsupported("The mayor called it “a dark day.", evidence=[said]) == ("an unpaired quotation mark",)


def test_a_weekday_a_month_and_a_year_must_be_printed() -> None:
    assert check("Brandt spoke on Tuesday.", [FIRE])
    assert unsupported("Brandt spoke on Friday.", evidence=[FIRE]) == ("Friday",)
    assert unsupported("Brandt spoke in 2019.", evidence=[FIRE]) == ("2019",)


def test_a_day_of_metadata_may_be_written_out() -> None:
    assert check("Brandt spoke on 12 March 2031.", [FIRE, "2031-03-12"])
    assert unsupported("Brandt spoke on 13 March 2031.", evidence=[FIRE, "2031-03-12"]) == ("13 March 2031",)


def test_yesterday_and_twice_must_be_printed() -> None:
    assert unsupported("Twice as many died yesterday.", evidence=["Many died."]) == ("Twice", "yesterday")


def test_markers_are_not_figures() -> None:
    assert check("Four deckhands died [7].", [FIRE])


def test_a_quotation_within_a_quotation_is_checked_whole() -> None:
    said = "She said the crew had shouted “fire” and “run” that night."
    assert check("“the crew had shouted “fire” and “run” that night”, she said.", [said])
    assert not check("“the crew had shouted “fire” and “stay” that night”, she said.", [said])


def test_our_own_count_of_sources_is_no_figure_of_theirs() -> None:
    assert check("Two independent sources agree: four deckhands died.", [FIRE])


def test_no_evidence_bears_out_nothing() -> None:
    assert unsupported("Four died.", evidence=[]) == ("Four",)
