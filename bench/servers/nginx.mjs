import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pinned, serverCore } from '../cores.mjs';

/** Starts nginx, one worker without a log, with the answer of our own cheapest server. Resolves with its `url` and `stop()`. */
export async function startNginx() {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-bench-'));
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration(port));
  const [program, ...args] = pinned(serverCore, ['nginx', '-p', folder, '-e', 'stderr', '-c', file]);
  const child = spawn(program, args, { stdio: 'inherit' });
  await once(child, 'spawn');
  const ended = once(child, 'exit');
  await untilListening(port, child);
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration(port) {
  return `daemon off; master_process off; worker_processes 1; pid nginx.pid; error_log stderr crit;
events { worker_connections 4096; }
http {
  access_log off; default_type application/json; keepalive_requests 1000000000;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server { listen 127.0.0.1:${port} backlog=4096; location / { return 200 '{"id":42,"name":"plimsoll","load":[1,10,100],"safe":true,"v":1}'; } }
}
`;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListening(port, child) {
  for (let tries = 0; child.exitCode === null && tries < 100; tries++) {
    const socket = connect(port, '127.0.0.1');
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (open) return;
    await sleep(50);
  }
  throw new Error('nginx did not start');
}
