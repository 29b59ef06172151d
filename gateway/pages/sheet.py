"""One HTML page: Thai first, readable on an old phone, nothing from elsewhere; and bytes that never change."""

import gzip
from functools import lru_cache
from html import escape

from starlette.requests import Request
from starlette.responses import Response

from shared.conditions import unchanged, weak_etag

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)
"""Whatever a library would like to fetch: the browser asks nobody but us."""
STYLE = """
:root{color-scheme:light dark;--ink:#1c2b24;--paper:#fbfaf5;--line:#d8d5c7;--leaf:#1f6b46;--soft:#eef3ea}
@media(prefers-color-scheme:dark){:root{--ink:#e8ece6;--paper:#161b18;--line:#38423b;--leaf:#7fd0a2;--soft:#1f2823}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.75 system-ui,"Noto Sans Thai",
"Sarabun","Leelawadee UI",Thonburi,sans-serif}
main,footer{max-width:44rem;margin:0 auto;padding:1.25rem}
h1{font-size:1.7rem;line-height:1.4;margin:.5rem 0;color:var(--leaf)}
h2{font-size:1.2rem;line-height:1.5;margin:1.75rem 0 .5rem}
a{color:var(--leaf)}a:focus-visible{outline:3px solid;outline-offset:2px}
ul.links{list-style:none;padding:0;margin:0;display:grid;gap:.6rem;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr))}
ul.links a{display:block;min-height:3rem;padding:.7rem 1rem;border:1px solid var(--line);border-radius:.6rem;
background:var(--soft);text-decoration:none}
form.ask{display:flex;flex-wrap:wrap;gap:.5rem;margin:.5rem 0}.ask input{flex:1 1 11rem;min-width:0}
.ask input,.ask button{font:inherit;min-height:3rem;padding:.3rem .9rem;border:1px solid var(--line);
border-radius:.6rem;background:var(--soft);color:inherit}
small,.en{opacity:.8}code{background:var(--soft);padding:.1em .35em;border-radius:.3em}
footer{border-top:1px solid var(--line);margin-top:2rem;font-size:.95rem}
"""


def html(title: str, content: str) -> bytes:
    """Return a whole page; `title` is escaped, `content` is HTML already."""
    return (
        '<!doctype html>\n<html lang="th"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title>"
        '<link rel="icon" href="data:,">'
        f"<style>{STYLE}</style></head><body><main>{content}</main>"
        '<footer><a href="/">ขบวน · Khabuan</a></footer></body></html>\n'
    ).encode()


@lru_cache(maxsize=64)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


def answer(request: Request, body: bytes, media_type: str, *, max_age: int = 300) -> Response:
    """Answer bytes that stay the same while this process runs, packed for those who can unpack."""
    tag = weak_etag(body)
    headers = {
        "ETag": tag,
        "Cache-Control": f"public, max-age={max_age}",
        "Vary": "Accept-Encoding",
        "Content-Security-Policy": POLICY,
    }
    if unchanged(request, tag):
        return Response(None, 304, headers)
    if len(body) > 2048 and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = _packed(body)
    return Response(body, 200, headers, media_type)


__all__ = ["answer", "escape", "html"]
