"""The country an article's outlet is at home in, by the end of its address ("news.example.pl")."""

from __future__ import annotations

from urllib.parse import urlsplit

from dateline.model import Article
from dateline.places.gazetteer import Gazetteer
from dateline.places.resolve import tables


def outlet_country(article: Article, gazetteer: Gazetteer) -> str | None:
    """ISO code of the country of the article's address, else of its outlet where that is an address; None where the
    address is of no country (.com) or ends in a country's letters that are sold to anybody (.tv).
    """
    for address in (article.url, article.outlet):
        host = _host(address or "")
        end = host.rpartition(".")[2]
        if "." in host:
            return None if end in tables()["sold"] else gazetteer.domains.get(end)
    return None


def _host(address: str) -> str:
    try:
        found = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return "" if " " in found else found.lower()
