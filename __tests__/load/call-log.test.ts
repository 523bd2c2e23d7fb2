import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallLog, readCalls } from '../../src/load/call-log.ts';
import { openEngine } from '../../src/load/engine.ts';
import { nowhere } from '../../src/model/surroundings.ts';
import type { Calls } from '../../src/model/call.ts';
import { realWorld } from '../../src/world.ts';
import type { Bundle } from '../support/bundle.ts';
import { driverSettings } from '../support/driving.ts';
import { serveHttp } from '../support/http-server.ts';
import { operation, scenario } from '../support/operations.ts';
import { bundleEngine } from './an-engine.ts';

const operations = [operation('list'), operation('add')];
const failed = (error: 'timeout' | 'status' | 'refused' | 'reset', sentAtMs: number, endedAtMs: number) =>
  ({ kind: 'failed', error, detail: '', sentAtMs, endedAtMs, bytes: 0 }) as const;

describe('a log of calls', () => {
  it('tells when each was called and how it ended, in the order of calling', () => {
    const log = new CallLog();
    log.add(1, 4, { kind: 'ok', sentAtMs: 5, endedAtMs: 9, bytes: 0 });
    log.add(0, 2, failed('timeout', 1, 11));
    log.add(0, 3, failed('status', 6, 12));
    expect(readCalls(log.pack(), operations)).toEqual({
      calls: [
        { operation: 'list', user: 2, calledAtMs: 1, endedAtMs: 11, end: 'unanswered' },
        { operation: 'add', user: 4, calledAtMs: 5, endedAtMs: 9, end: 'ok' },
        { operation: 'list', user: 3, calledAtMs: 6, endedAtMs: 12, end: 'failed' },
      ],
      dropped: 0,
    });
  });

  it('leaves out what never left, and counts what is too much', () => {
    const log = new CallLog(1_500);
    log.add(0, 0, failed('refused', 1, 2));
    log.add(0, 0, failed('reset', 2, 2));
    for (let at = 0; at < 2_000; at += 1) log.add(0, at, { kind: 'ok', sentAtMs: at, endedAtMs: at + 1, bytes: 0 });
    const { calls, dropped } = readCalls(log.pack(), operations);
    expect([calls.length, dropped]).toEqual([1_500, 500]);
    expect(calls[1_400]).toMatchObject({ user: 1_400, calledAtMs: 1_400, endedAtMs: 1_401 });
  });
});

describe('a load whose calls are asked for', () => {
  let built: Bundle;
  beforeAll(async () => {
    built = await bundleEngine();
  });
  afterAll(async () => built[Symbol.asyncDispose]());

  it('tells all of them, those that were cut off included, by one thread; another load tells none', async () => {
    let asked = 0;
    await using server = await serveHttp(async (_, response) => {
      asked += 1;
      if (asked % 10 !== 0) response.end('{}');
    });
    await using engine = await openEngine(
      {
        target: { url: server.url },
        operations: [operation('list')],
        driver: driverSettings({ timeoutMs: 5_000 }),
        surroundings: nowhere,
      },
      realWorld(built.directory, new AbortController().signal),
      2,
    );
    const heard: Calls[] = [];
    const cut = new AbortController();
    const given = scenario({ users: 4, keys: 1, mix: { list: 1 }, thinkMs: 1, warmupMs: 0, durationMs: 300 });
    setTimeout(() => cut.abort(), 700);
    const observation = await engine.run(given, { onCalls: (calls) => void heard.push(calls), signal: cut.signal });
    const [told] = heard;
    expect(observation.generator.engines).toBe(1);
    expect(told?.calls).toHaveLength(asked);
    expect(told?.calls.filter(({ end }) => end === 'unanswered')).toHaveLength(Math.floor(asked / 10));
    expect(new Set(told?.calls.map(({ user }) => user))).toEqual(new Set([0, 1, 2, 3]));
    const plain = await engine.run({ ...given, durationMs: 50 }, { signal: AbortSignal.timeout(200) });
    expect([heard.length, plain.generator.engines]).toEqual([1, 2]);
  });
});
