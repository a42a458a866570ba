# SPDX-License-Identifier: MIT
"""The migrations, one file each under ``versions``; made by ``python -m installer.make_migration``."""
