"""The documentation of the whole platform, with every asset served from here."""

from functools import lru_cache
from pathlib import Path

import fastapi_offline
from starlette.requests import Request
from starlette.responses import Response

from gateway.pages import sheet
from shared.errors import Problem

FOLDER = Path(fastapi_offline.__file__).parent / "static"
FILES = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "redoc.standalone.js": "text/javascript",
    "favicon.png": "image/png",
}
_LOGO = b"https://cdn.redoc.ly/redoc/logo-mini.svg"
_BEGIN = b"""SwaggerUIBundle({url:"/openapi.json",dom_id:"#docs",deepLinking:true,validatorUrl:null,
docExpansion:"none",filter:true,tryItOutEnabled:true,persistAuthorization:false,
presets:[SwaggerUIBundle.presets.apis,SwaggerUIBundle.SwaggerUIStandalonePreset],layout:"BaseLayout"});
"""
_HEAD = (
    '<!doctype html>\n<html lang="th"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1">'
    '<title>ขบวน · API</title><link rel="icon" href="/docs/assets/favicon.png">'
)
SWAGGER = (
    f'{_HEAD}<link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head>'
    '<body><div id="docs"></div><script src="/docs/assets/swagger-ui-bundle.js"></script>'
    '<script src="/docs/assets/begin.js"></script></body></html>\n'
).encode()
REDOC = (
    f"{_HEAD}<style>body{{margin:0}}</style></head>"
    '<body><redoc spec-url="/openapi.json"></redoc>'
    '<script src="/docs/assets/redoc.standalone.js"></script></body></html>\n'
).encode()


@lru_cache(maxsize=len(FILES) + 1)
def asset(name: str) -> bytes:
    """Return an asset's bytes; Redoc's picture from elsewhere becomes ours."""
    if name == "begin.js":
        return _BEGIN
    return (FOLDER / name).read_bytes().replace(_LOGO, b"/docs/assets/favicon.png")


async def show_swagger(request: Request) -> Response:
    """Answer Swagger UI."""
    return sheet.answer(request, SWAGGER, "text/html; charset=utf-8")


async def show_redoc(request: Request) -> Response:
    """Answer Redoc."""
    return sheet.answer(request, REDOC, "text/html; charset=utf-8")


async def show_asset(request: Request) -> Response:
    """Answer one of the pages' assets; raise 404 for any other name."""
    name = request.path_params["name"]
    kind = "text/javascript" if name == "begin.js" else FILES.get(name)
    if kind is None:
        raise Problem("not-found")
    return sheet.answer(request, asset(name), kind, max_age=86_400)


async def show_document(request: Request) -> Response:
    """Answer the merged OpenAPI document."""
    return sheet.answer(request, request.app.state.document, "application/json", max_age=60)
