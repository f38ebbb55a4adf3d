"""Figures as a small grammar: marks in data units, scales, and a layout into plain shapes."""
