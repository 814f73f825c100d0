"""Documents that people open: Word, Excel and JSON, written the same way every time from the same content."""
