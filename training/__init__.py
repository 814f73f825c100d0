"""Training and evaluation of the name tagger; `python -m training` makes the packaged model from the data."""
