"""Units: what follows a number, what it is in the base unit, and which figures may be one and the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.quantities.mentions import find_quantities
from rag.quantities.units import UNITS, convert, may_agree, read_unit, rounding, same_dimension
from rag.records import Quantity


def quantity(text: str) -> Quantity:
    [mention] = find_quantities(text)
    return mention.quantity


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("3 km", 3000),
        ("2 tonnes", 2000),
        ("one hectare", 10_000),
        ("36 km/h", 10),
        ("two hours", 7200),
        ("0°C", 273.15),
        ("3 litres", 3),
        ("2 kWh", 7_200_000),
        ("50p", 0.5),
    ],
)
def test_figures_convert_to_the_base_unit_of_their_dimension(text: str, low: float) -> None:
    assert convert(quantity(text)) == pytest.approx((low, low))


def test_an_open_end_stays_open() -> None:
    assert convert(quantity("at least 3 km")) == (3000, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4,850 pounds of wool", "2,200 kilograms"),
        ("1,000 acres", "405 hectares"),
        ("9,500 feet", "2,900 metres"),
        ("5 miles", "8 km"),
        ("60 mph", "97 km/h"),
        ("90°F", "32°C"),
        ("two hours and ten minutes", "130 minutes"),
        ("about 40 hectares", "100 acres"),
        ("50p", "£0.50"),
        ("more than 2 km", "3,500 metres"),
    ],
)
def test_one_measurement_in_two_units_agrees_within_its_rounding(one: str, other: str) -> None:
    assert may_agree(quantity(one), quantity(other))
    assert may_agree(quantity(other), quantity(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,000 acres", "500 hectares"),
        ("96 km/h", "68 km/h"),
        ("310 metres", "311 metres"),
        ("5 miles", "9 km"),
        ("3 kg", "3 km"),
        ("$5", "€5"),
        ("31 per cent", "31 metres"),
    ],
)
def test_different_measurements_do_not_agree(one: str, other: str) -> None:
    assert not may_agree(quantity(one), quantity(other))


def test_dimensions_decide_what_can_be_compared() -> None:
    assert same_dimension(quantity("3 miles"), quantity("2 km"))
    assert not same_dimension(quantity("3 miles"), quantity("2 kg"))
    assert not same_dimension(quantity("$3"), quantity("3 rupees"))
    assert same_dimension(quantity("3 goats"), quantity("4 geese"))


def test_rounding_is_half_the_last_printed_digit_and_never_more_than_a_twentieth() -> None:
    assert rounding(quantity("4,850 metres")) == pytest.approx(5)
    assert rounding(quantity("1,000 metres")) == pytest.approx(50)
    assert rounding(quantity("6.4 metres")) == pytest.approx(0.05)
    assert rounding(quantity("0 metres")) == 0


def test_a_letter_needs_a_number_right_before_it() -> None:
    assert read_unit("12-m fence", 2, 10) is None
    found = read_unit("12 m", 2, 4)

    assert found == (UNITS["m"], 4)


@given(st.floats(0.001, 1e9), st.sampled_from(sorted(UNITS)))
def test_a_quantity_agrees_with_itself(value: float, name: str) -> None:
    unit = UNITS[name]
    one = Quantity(low=value, high=value, unit=name, dimension=unit.dimension, scale=unit.scale)

    assert may_agree(one, one)
