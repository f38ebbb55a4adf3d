"""Figures and entries become SVG and HTML through one Jinja environment."""
