import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { Fault } from '../../src/fault.ts';
import { startService } from '../../src/service/start.ts';
import { serveHttp } from '../support/http-server.ts';
import { certificate, serveTls } from '../support/tls-server.ts';
import { serveTcp } from '../support/tcp-server.ts';
import { carriers, failureOf, openWorld, settingsFor } from './fixture.ts';
import { lives } from '../support/processes.ts';

it('a healthy service is ready on a port of our choice, and gone after its stop', async () => {
  const { world } = openWorld();
  const service = await startService(settingsFor('healthy'), world);
  expect(await (await fetch(`${service.target.url}/pid`)).json()).toBe(service.pid);
  expect(service.readyMs).toBeGreaterThan(0);
  expect(service.ending()).toBeNull();
  expect(service.output()).toEqual([`listening on ${new URL(service.target.url).port}`]);
  expect(await service.stop()).toEqual({ kind: 'exited', code: 0 });
  expect(await service.ended).toEqual({ kind: 'exited', code: 0 });
  expect(lives(service.pid ?? 0)).toBe(false);
  await expect(fetch(service.target.url)).rejects.toThrow();
});

it('the port is given as PORT and put for ${PORT} in url, command line and environment; our secrets are not given', async () => {
  const { world } = openWorld({
    GITHUB_TOKEN: 'secret',
    ACTIONS_RUNTIME_TOKEN: 'secret',
    NODE_OPTIONS: '--throw-deprecation',
    KEPT: 'yes',
  });
  const settings = settingsFor('healthy', {
    start: { kind: 'shell', line: `ARGUMENT=\${PORT} exec "${process.execPath}" healthy.mjs` },
    environment: { SELF: 'http://localhost:${PORT}/x', PORT: '1' },
    url: 'http://127.0.0.1:${PORT}',
  });
  await using service = await startService(settings, world);
  const { port } = new URL(service.target.url);
  const given: unknown = await (await fetch(`${service.target.url}/env`)).json();
  expect(given).toMatchObject({ PORT: port, ARGUMENT: port, SELF: `http://localhost:${port}/x`, KEPT: 'yes' });
  expect(given).not.toHaveProperty('GITHUB_TOKEN');
  expect(given).not.toHaveProperty('ACTIONS_RUNTIME_TOKEN');
  expect(given).not.toHaveProperty('NODE_OPTIONS');
});

it('a log line tells readiness, also when it is the last of megabytes and has no end', async () => {
  await using service = await startService(settingsFor('chatty', { ready: { kind: 'log', text: 'listening at last' } }), openWorld().world);
  expect((await fetch(service.target.url)).status).toBe(200);
  const lines = service.output();
  expect(lines).toContain('::error::from stderr');
  expect(lines).toContain('red bell nul back\ttab');
  expect(lines).toContain('bad:\uFFFD\uFFFD\uFFFD(');
  expect(lines.length).toBeLessThanOrEqual(200);
});

it('a start script may open /dev/stderr by name', async () => {
  const start = { kind: 'shell', line: `echo by name > /dev/stderr && exec "${process.execPath}" healthy.mjs` } as const;
  await using service = await startService(settingsFor('healthy', { start }), openWorld().world);
  expect(service.output()).toContain('by name');
});

it('a service that is never ready is a fault that shows what was asked, what came and what it printed; nothing of it is left', async () => {
  const { world } = openWorld();
  const fault = await failureOf(
    startService(settingsFor('never-ready', { deadlineMs: 400, environment: { TEST: 'never-ready-1' } }), world),
  );
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).toMatchObject({ code: 'service.not-ready', status: 3 });
  expect(fault.message).toMatch(/within 400ms: GET http:\/\/127\.0\.0\.1:\d+\/health .*\(last: status 503\)/);
  expect(fault.message).toContain('loading the model, please wait');
  expect(carriers('TEST=never-ready-1')).toEqual([]);
});

it.each([
  ['never-answers', 'no answer within'],
  ['closes-connections', 'connection closed without an answer'],
])('readiness outlasts a service that %s', async (fixture, last) => {
  const settings = settingsFor(fixture, { deadlineMs: 500, environment: { STRICT: '1' } });
  const fault = await failureOf(startService(settings, openWorld().world));
  expect(fault).toMatchObject({ code: 'service.not-ready' });
  expect(fault.message).toContain(last);
});

it('a 10 MB answer is ready by its first line', async () => {
  await using service = await startService(settingsFor('huge-answer', { ready: { kind: 'url', path: '/big' } }), openWorld().world);
  expect((await (await fetch(service.target.url)).arrayBuffer()).byteLength).toBe(10 * 2 ** 20);
});

it('a log line that never comes is a fault that names it', async () => {
  const fault = await failureOf(
    startService(settingsFor('healthy', { ready: { kind: 'log', text: 'open for business' }, deadlineMs: 500 }), openWorld().world),
  );
  expect(fault).toMatchObject({ code: 'service.not-ready' });
  expect(fault.message).toContain('never printed "open for business" (last: listening on');
});

it('an early end is noticed without waiting for the deadline, and shows the output', async () => {
  const fault = await failureOf(startService(settingsFor('dies-early', { deadlineMs: 600_000 }), openWorld().world));
  expect(fault).toMatchObject({ code: 'service.exited-early' });
  expect(fault.message).toContain('exited with status 3');
  expect(fault.message).toContain('cannot find DATABASE_URL');
});

it('an early end is noticed as well while waiting for a log line', async () => {
  const settings = settingsFor('dies-early', { deadlineMs: 600_000, ready: { kind: 'log', text: 'never' } });
  expect(await failureOf(startService(settings, openWorld().world))).toMatchObject({ code: 'service.exited-early' });
});

it.each([
  [
    'a program that is not there',
    { start: { kind: 'argv', argv: ['no-such-program-anywhere', '--x'] } },
    'no program "no-such-program-anywhere"',
  ],
  ['a program that may not be executed', { start: { kind: 'argv', argv: ['./healthy.mjs'] } }, 'may not be executed'],
  [
    'a shell command that is not there',
    { start: { kind: 'shell', line: 'no-such-command-anywhere --x' } },
    'its shell found no such command',
  ],
  ['a folder that is not there', { directory: '/no/such/folder' }, 'there is no folder /no/such/folder'],
  ['a NUL in a word', { start: { kind: 'argv', argv: ['node', 'a\0b'] } }, 'null bytes'],
  ['no words at all', { start: { kind: 'argv', argv: [] } }, 'cannot be empty'],
] as const)('%s is a fault that says so', async (_, more, why) => {
  const fault = await failureOf(startService(settingsFor('healthy', more), openWorld().world));
  expect(fault).toMatchObject({ code: 'service.start-missing', status: 3 });
  expect(fault.message).toContain(why);
});

it('a fixed port on which somebody already listens is refused, even if nothing there speaks HTTP', async () => {
  await using stranger = await serveTcp(() => undefined);
  const fault = await failureOf(startService(settingsFor('healthy', { url: stranger.url }), openWorld().world));
  expect(fault).toMatchObject({ code: 'service.port-taken' });
  expect(fault.message).toContain(stranger.url);
});

it('a port that somebody else takes first is given up for another, and the stranger is never taken for the service', async () => {
  const strangers: ReturnType<typeof createServer>[] = [];
  // Asked once, with the port: answers when a stranger listens there.
  await using control = await serveHttp(async (request, response) => {
    if (strangers.length === 0) {
      const stranger = createServer((_, answer) => answer.end('stranger'));
      strangers.push(stranger);
      await new Promise<void>((resolve) => stranger.listen(Number(request.url?.slice(1)), '127.0.0.1', resolve));
    }
    response.end();
  });
  const settings = settingsFor('takes-port', { environment: { CONTROL: control.url } });
  await using service = await startService(settings, openWorld().world);
  expect(await (await fetch(service.target.url)).text()).toBe('service');
  expect(strangers).toHaveLength(1);
  for (const stranger of strangers) stranger.close();
});

it('a service that somebody else runs is joined when it answers, and left alone', async () => {
  await using theirs = await serveHttp(async (_, response) => void response.writeHead(404).end());
  await using service = await startService(settingsFor('healthy', { start: null, url: theirs.url }), openWorld().world);
  expect(service).toMatchObject({ pid: null, target: { url: theirs.url } });
  expect(await service.stop()).toBeNull();
  expect((await fetch(theirs.url)).status).toBe(404);
});

it('a service that somebody else runs is found gone when nobody listens any more, and not before', async () => {
  const theirs = await serveHttp(async (_, response) => void response.end());
  await using service = await startService(settingsFor('healthy', { start: null, url: theirs.url }), openWorld().world);
  await service.lookAlive();
  expect(service.ending()).toBeNull();
  await theirs[Symbol.asyncDispose]();
  await service.lookAlive();
  expect(service.ending()).toEqual({ kind: 'vanished' });
  expect(await service.ended).toEqual({ kind: 'vanished' });
});

it.each([204, 302, 401, 404, 499])('an answer with status %d is one of a service that is ready', async (status) => {
  await using theirs = await serveHttp(async (_, response) => void response.writeHead(status).end());
  await using service = await startService(settingsFor('healthy', { start: null, url: theirs.url }), openWorld().world);
  expect(service.ending()).toBeNull();
});

it('a service that somebody else should run, but does not, is a fault', async () => {
  const theirs = await serveHttp(async (_, response) => void response.end());
  await theirs.close();
  const fault = await failureOf(startService(settingsFor('healthy', { start: null, url: theirs.url, deadlineMs: 300 }), openWorld().world));
  expect(fault).toMatchObject({ code: 'service.not-ready' });
  expect(fault.message).toContain('connection refused');
});

it('a service over TLS is ready once its certificate is believed, and a fault that says what to set before', async () => {
  await using theirs = await serveTls();
  const settings = settingsFor('healthy', { start: null, url: `https://127.0.0.1:${theirs.port}`, deadlineMs: 300 });
  for (const trust of [
    { ca: certificate, insecure: false },
    { ca: null, insecure: true },
  ]) {
    await using service = await startService({ ...settings, trust }, openWorld().world);
    expect(service.target.url).toBe(settings.url);
  }
  const fault = await failureOf(startService(settings, openWorld().world));
  expect(fault).toMatchObject({ code: 'service.not-ready' });
  expect(fault.message).toContain(
    'certificate not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): set tls: { ca: FILE } or tls: { insecure: true }',
  );
});

it('a death under way is told with its status and last words', async () => {
  await using service = await startService(settingsFor('dies-loading', { environment: { AFTER: '1' } }), openWorld().world);
  await fetch(service.target.url);
  await expect(fetch(service.target.url)).rejects.toThrow();
  expect(await service.ended).toEqual({ kind: 'exited', code: 7 });
  expect(service.output()).toContain('FATAL: out of luck');
});
