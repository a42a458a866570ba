# SPDX-License-Identifier: MIT
"""Dues (会费): what each member owes for a month or year, what was paid, and who is behind."""
