"""Vendor values in, comparable values out. Pure functions; what cannot be normalised stays as it was."""
