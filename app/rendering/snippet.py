"""Ways to take a demo along, as text to copy: a command for the terminal, and a frame for another page."""

from markupsafe import escape

EXAMPLE_ORIGIN = "http://127.0.0.1:8000"


def curl(address: str) -> str:
    """Write the command that fetches an address.

    >>> curl("http://127.0.0.1:8000/demos/f1.json?tp=3&fp=1")
    "curl 'http://127.0.0.1:8000/demos/f1.json?tp=3&fp=1'"
    """
    quoted = address.replace("'", "%27")
    return f"curl '{quoted}'"


def frame(address: str, title: str) -> str:
    """Write the HTML that shows a demo inside another page.

    >>> frame("https://example.org/demos/f1?embed=1", "F1")
    '<iframe src="https://example.org/demos/f1?embed=1" title="F1" width="100%" height="640" loading="lazy"></iframe>'
    """
    source, name = escape(address), escape(title)
    return f'<iframe src="{source}" title="{name}" width="100%" height="640" loading="lazy"></iframe>'
