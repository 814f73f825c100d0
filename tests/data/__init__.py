"""Exports built in code, with known truth: one module per reader, called as the reader's own."""
