"""Redaction: what identifies people in a text, what becomes of it by audience and role, and what is left."""
