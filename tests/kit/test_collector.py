# SPDX-License-Identifier: MIT
"""The collector rests while anybody is inside, and is left as it was found."""

import gc

import pytest

from unionoffice.kit.collector import resting_collector


def test_the_collector_rests_until_the_last_has_left() -> None:
    assert gc.isenabled()
    with resting_collector():
        with resting_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_after_an_error() -> None:
    with pytest.raises(ValueError), resting_collector():
        raise ValueError
    assert gc.isenabled()


def test_a_rest_that_somebody_else_began_goes_on() -> None:
    gc.disable()
    try:
        with resting_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
