"""Schedules of unused material: rows of material in, items, descriptions and forms out.

Pure: no clock, no files, no engine. `numbering` issues numbers, `items` decides which entry accounts for
which artefact, `descriptions` words the entries, `lint` checks the words, `decisions` reads what the
officer decided, `forms` lays the three schedules out as data for the document writers.
"""
