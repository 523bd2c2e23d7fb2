import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSeveral } from '../../src/phases/startup.ts';
import { findFreePort } from '../../src/service/port.ts';
import type { ServiceSettings } from '../../src/service/settings.ts';
import { carriers, eventually, failureOf, openWorld, settingsFor } from '../service/fixture.ts';
import { serveHttp } from '../support/http-server.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-starts-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Long enough that this machine can never be too slow for five starts. */
const generousMs = 900_000;
const ignore = (): void => undefined;

/** A service that counts its starts, and how often it was started so far. */
function counted(
  mark: string,
  fails: string,
  more: Partial<ServiceSettings> = {},
): { readonly settings: ServiceSettings; readonly starts: () => Promise<number> } {
  const file = join(folder, mark);
  return {
    settings: settingsFor('starts-sometimes', {
      ready: { kind: 'url', path: '/' },
      environment: { COUNT: file, FAILS: fails, TEST: mark },
      ...more,
    }),
    starts: async () => (await readFile(file, 'utf8')).length,
  };
}

describe('startSeveral', () => {
  it('starts five times, one after another, leaves the last one running, and times an empty process beside each', async () => {
    const { settings, starts } = counted('five', '');
    const told: string[] = [];
    const { service, readings } = await startSeveral(settings, generousMs, openWorld().world, (detail) => told.push(detail));
    await using _ = service;
    expect(await (await fetch(service.target.url)).text()).toBe('start 5');
    expect(await starts()).toBe(5);
    expect(readings.readyMs).toHaveLength(5);
    expect(readings.readyMs.at(-1)).toBe(service.readyMs);
    expect(readings.emptyMs).toHaveLength(5);
    for (const ms of [...readings.readyMs, ...readings.emptyMs]) expect(ms).toBeGreaterThan(0);
    expect(readings.failures).toEqual([]);
    expect(told).toEqual([
      expect.stringMatching(/^ready in [\d.]+ m?s$/),
      ...[2, 3, 4, 5].map((start) => expect.stringMatching(new RegExp(`, start ${start}$`))),
    ]);
    // Of those before nothing is left: one process, and those who guard it.
    expect(carriers('TEST=five')).toHaveLength(1);
  });

  it('starts once where the budget is small, where stopping may take long, or where the service is slow', async () => {
    const { settings, starts } = counted('once', '');
    for (const [given, budgetMs] of [
      [settings, 100],
      [{ ...settings, stopMs: generousMs }, generousMs],
    ] as const) {
      const { service, readings } = await startSeveral(given, budgetMs, openWorld().world, ignore);
      await service.stop();
      expect(readings.readyMs).toHaveLength(1);
      expect(readings.emptyMs).toHaveLength(1);
    }
    expect(await starts()).toBe(2);
  });

  it('tries a start that fails once more, and says why it did', async () => {
    const { settings, starts } = counted('flaky', '2,4');
    const { service, readings } = await startSeveral(settings, generousMs, openWorld().world, ignore);
    await using _ = service;
    expect(await starts()).toBe(5);
    expect(readings.readyMs).toHaveLength(3);
    expect(readings.failures).toEqual(
      [2, 4].map((start) =>
        expect.stringMatching(
          new RegExp(`exited with status 5 before it was ready.* start ${start}: the lock of the start before is still there$`),
        ),
      ),
    );
    expect(readings.failures.join('')).not.toContain('\n');
  });

  it.each([
    ['the first start fails', '1', 1],
    ['a start and the try after it fail', '3,4', 4],
  ])('is a fault when %s, and nothing is left', async (_, fails, starts) => {
    const mark = `fault-${starts}`;
    const flaky = counted(mark, fails);
    const fault = await failureOf(startSeveral(flaky.settings, generousMs, openWorld().world, ignore));
    expect(fault).toMatchObject({ code: 'service.exited-early' });
    expect(await flaky.starts()).toBe(starts);
    expect(carriers(`TEST=${mark}`)).toEqual([]);
  });

  it('waits for a later start about as long as for the others, whatever a first one may take', async () => {
    const { settings, starts } = counted('late', '', { deadlineMs: generousMs });
    const script = `const { appendFileSync, statSync } = require('node:fs');
      appendFileSync(process.env.COUNT, '.');
      const sleeps = statSync(process.env.COUNT).size > 1;
      require('node:http').createServer((_, response) => sleeps || response.end()).listen(Number(process.env.PORT), '127.0.0.1');`;
    const asleep = { ...settings, start: { kind: 'argv', argv: [process.execPath, '-e', script] } } as const;
    const fault = await failureOf(startSeveral(asleep, generousMs, openWorld().world, ignore));
    expect(fault).toMatchObject({ code: 'service.not-ready' });
    expect(await starts()).toBe(3);
  });

  it('looks once at a service that somebody else runs', async () => {
    await using theirs = await serveHttp(async (_, response) => void response.end());
    const settings = settingsFor('healthy', { start: null, url: theirs.url });
    const { service, readings } = await startSeveral(settings, generousMs, openWorld().world, ignore);
    expect(service.pid).toBeNull();
    expect(readings).toEqual({ readyMs: [service.readyMs], emptyMs: [], failures: [] });
  });

  it('starts again at a port of its own when nothing holds that, and not when a closed connection may', async () => {
    const url = `http://127.0.0.1:${await findFreePort()}`;
    const quiet = settingsFor('healthy', { url, ready: { kind: 'log', text: 'listening on' } });
    const several = await startSeveral(quiet, generousMs, openWorld().world, ignore);
    await several.service.stop();
    expect(several.readings.readyMs).toHaveLength(5);
    // It asks itself before it is ready, and is the first to close.
    const script = `const { connect, createServer } = require('node:net');
      const port = Number(process.env.PORT);
      createServer((socket) => socket.end('bye')).listen(port, '127.0.0.1', () =>
        connect(port, '127.0.0.1').on('close', () => console.log('listening on')).resume());`;
    const asked = {
      ...quiet,
      url: `http://127.0.0.1:${await findFreePort()}`,
      start: { kind: 'argv', argv: [process.execPath, '-e', script] },
    } as const;
    const once = await startSeveral(asked, generousMs, openWorld().world, ignore);
    await once.service.stop();
    expect(once.readings.readyMs).toHaveLength(1);
  });

  it('ends when we are asked to stop, whatever it was at, with nothing left', async () => {
    for (const afterMs of [0, 60, 200, 400, 700]) {
      const mark = `interrupted-${afterMs}`;
      const { world, interrupt } = openWorld({ MARK: mark });
      const { settings } = counted(mark, '');
      const starting = startSeveral(settings, generousMs, world, ignore).then(
        ({ service }) => service.stop(),
        (reason: unknown) => reason,
      );
      setTimeout(interrupt, afterMs);
      await starting;
      const left = await eventually(
        () => carriers(`MARK=${mark}`),
        (pids) => pids.length === 0,
      );
      expect({ afterMs, left }).toEqual({ afterMs, left: [] });
    }
  });
});
