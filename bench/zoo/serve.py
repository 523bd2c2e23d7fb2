"""What every Python service of the zoo has in common: a server on PORT of loopback, and /health. Standard library only."""

import json
import os
import selectors
import signal
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def serve_threads(routes):
    """A thread for every connection; a route is a function of the handler that returns what is sent as JSON."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self):
            route = routes.get(self.path.split("?")[0])
            body = b"{}" if self.path == "/health" else b"" if route is None else json.dumps(route(self)).encode()
            self.send_response(404 if route is None and self.path != "/health" else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256

        def handle_error(self, *_):
            pass

    _end_on_sigterm()
    Server(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()


def serve_loop(routes):
    """One loop over all connections; a route is a function of the path that returns what is sent as JSON."""
    _end_on_sigterm()
    loop = selectors.DefaultSelector()
    listener = socket.create_server(("127.0.0.1", int(os.environ["PORT"])), backlog=256)
    listener.setblocking(False)
    loop.register(listener, selectors.EVENT_READ, None)
    while True:
        for key, _ in loop.select():
            if key.data is None:
                connection, _ = listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                loop.register(connection, selectors.EVENT_READ, bytearray())
            else:
                _read(loop, key.fileobj, key.data, routes)


def _read(loop, connection, pending, routes):
    try:
        read = connection.recv(65_536)
        pending += read
        while (end := pending.find(b"\r\n\r\n")) >= 0:
            path = pending[: pending.index(b"\r\n")].split(b" ")[1].decode().split("?")[0]
            del pending[: end + 4]
            route = routes.get(path, lambda _: {})
            body = json.dumps(route(path)).encode()
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    except OSError:
        read = b""
    if not read:
        loop.unregister(connection)
        connection.close()


def _end_on_sigterm():
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
