"""A language model that does as it is told, on 127.0.0.1: it answers, or misbehaves in one of the known ways."""

import json
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DRIP = 0.05


def says(*proposals, content=None):
    """This will give an answer in the form of the interface with these proposals, or with this content."""
    words = json.dumps({"proposals": list(proposals)}) if content is None else content
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}).encode()


class Stub:
    """`behave` answers a request of the handler; `heard` keeps what came in."""

    def __init__(self, behave):
        self.behave, self.heard, self.headers = behave, [], []


@contextmanager
def serving(behave):
    """This will give the stub and its address while it runs; `behave` gets the handler and what was asked."""
    stub = Stub(behave)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.heard.append(asked)
            stub.headers.append(dict(self.headers))
            try:
                stub.behave(self, asked)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stub, f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answers(body, status=200, **headers):
    def behave(handler, asked):
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def is_silent(handler, asked):
    time.sleep(3)


def drips(handler, asked):
    """A letter now and then: no single read ever waits long."""
    handler.send_response(200)
    handler.end_headers()
    for _turn in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(DRIP)


def drips_headers(handler, asked):
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
    for turn in range(100):
        handler.wfile.write(f"X-{turn}: x\r\n".encode())
        time.sleep(DRIP)


def floods(handler, asked):
    handler.send_response(200)
    handler.end_headers()
    for _turn in range(100):
        handler.wfile.write(b"x" * 10_000)


def hangs_up(handler, asked):
    handler.connection.shutdown(socket.SHUT_RDWR)


def speaks_nonsense(handler, asked):
    handler.wfile.write(b"GEEN HTTP\r\n\r\n")
