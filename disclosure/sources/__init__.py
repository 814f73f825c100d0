"""Opening what a force is handed, safely: files, folders, archives, SQLite databases, JSON, text.

Shared by the readers, which may not import each other. Nothing here knows a format.
"""
