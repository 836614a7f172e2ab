"""Frozen values and pure rules: no screen, no database, no files, no reading of the clock."""
