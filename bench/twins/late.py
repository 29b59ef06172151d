"""A service that answers every question alike after a fixed time: the backend of the gather measurement.

`python -m bench.twins.late PORT MILLISECONDS NAME` serves the documented example of a service's
part of a province dashboard.
"""

import asyncio
import json
import sys

from gateway.views import examples


async def serve(port: int, delay: float, body: bytes) -> None:
    """Answer `body` to every GET on 127.0.0.1:`port`, `delay` seconds after it came."""
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}"
    answer = f"{head}\r\n\r\n".encode() + body

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(delay)
                writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    _, _port, _milliseconds, _name = sys.argv
    _body = json.dumps(examples.PROVINCE[_name], ensure_ascii=False).encode()
    asyncio.run(serve(int(_port), int(_milliseconds) / 1000, _body))
