"""Documents: what is laid out as data elsewhere, written as Word, Excel and JSON. Same content, same bytes."""
