"""Markdown entries become a validated, linked and searchable glossary."""
