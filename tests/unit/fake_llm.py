"""A language model's endpoint on this machine, in both wire formats, that says what it is told."""

import json
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Says:
    """One answer: a model's `text`, or with `status` a refusal, or a `body` sent as it is."""

    text: str = ""
    status: int = 200
    cut_off: bool = False
    refused: bool = False
    wait: float = 0.0  # seconds
    body: str | None = None
    media: str = "application/json"
    usage: bool = True


@dataclass
class Endpoint:
    """`script` is answered in order, its last answer again and again; `asked` has the requests."""

    script: deque[Says] = field(default_factory=deque)
    asked: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    def says(self, *answers: Says | dict[str, Any]) -> None:
        """The next answers; a dictionary is a reply of that JSON."""
        self.script = deque(a if isinstance(a, Says) else Says(json.dumps(a)) for a in answers)

    @property
    def questions(self) -> list[str]:
        return [request["messages"][-1]["content"] for request in self.asked]

    def __enter__(self) -> "Endpoint":
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                key = self.headers.get("x-api-key") or self.headers.get("Authorization", "").removeprefix("Bearer ")
                endpoint.asked.append(request | {"path": self.path, "key": key})
                answer = endpoint.script.popleft() if len(endpoint.script) > 1 else endpoint.script[0]
                time.sleep(answer.wait)
                body = answer.body if answer.body is not None else json.dumps(_wire(self.path, answer))
                try:
                    self.send_response(answer.status)
                    self.send_header("Content-Type", answer.media)
                    self.send_header("retry-after-ms", "5")
                    self.send_header("Content-Length", str(len(body.encode())))
                    self.end_headers()
                    self.wfile.write(body.encode())
                except (BrokenPipeError, ConnectionResetError):
                    pass  # who asked has gone

            def log_message(self, *_args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def _wire(path: str, answer: Says) -> dict[str, Any]:
    if answer.status != 200:
        return {"error": {"type": "some_error", "message": f"no, because of {answer.status}"}}
    if path.endswith("/chat/completions"):
        usage = {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200}
        end = "length" if answer.cut_off else "content_filter" if answer.refused else "stop"
        message = {"role": "assistant", "content": answer.text}
        return {
            "id": "c1",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [{"index": 0, "finish_reason": end, "message": message}],
            **({"usage": usage} if answer.usage else {}),
        }
    if path == "/v1/messages":
        end = "max_tokens" if answer.cut_off else "refusal" if answer.refused else "end_turn"
        return {
            "id": "m1",
            "type": "message",
            "role": "assistant",
            "model": "m",
            "stop_sequence": None,
            "content": [{"type": "text", "text": answer.text}],
            "stop_reason": end,
            "usage": {"input_tokens": 1000, "output_tokens": 200},
        }
    return {"unexpected path": path}
