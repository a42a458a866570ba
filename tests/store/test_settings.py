# SPDX-License-Identifier: MIT
"""The office's own words for the levels of its organisation, put into labels in one go."""

import pytest

from unionoffice.store.settings import Settings


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({}, "分工会的工会小组在主校区"),
        ({"branch_label": "二级工会"}, "二级工会的工会小组在主校区"),
        ({"group_label": "支会", "campus_label": "院区"}, "分工会的支会在主院区"),
        # what one level is called elsewhere is another level's word here: neither is replaced twice
        ({"branch_label": "工会小组", "group_label": "分工会"}, "工会小组的分工会在主校区"),
        ({"branch_label": ""}, "分工会的工会小组在主校区"),
    ],
)
def test_labels_speak_the_offices_own_words(own: dict[str, str], said: str) -> None:
    assert Settings(own).say("分工会的工会小组在主校区") == said
