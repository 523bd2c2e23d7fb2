import { describe, expect, it } from 'vitest';
import { openSessions } from '../../../src/driver/simulated/open-sessions.ts';
import type { Operation } from '../../../src/model/operation.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { Driver, TemplateValues } from '../../../src/model/session.ts';
import type { SimulatedOperation, SimulatedSettings } from '../../../src/model/simulated.ts';
import { SimulatedService } from '../../../src/simulation/service.ts';
import { VirtualTime } from '../../../src/simulation/virtual-time.ts';
import { operation, settings } from '../../simulation/a-service.ts';

const timeoutMs = 1_000;
const values: TemplateValues = { uuid: 'a-uuid', n: 3, key: '7', last: 'seen' };

interface Opened {
  readonly time: VirtualTime;
  readonly service: SimulatedService;
  readonly driver: Driver;
}

function open(part: Partial<SimulatedSettings>, ...operations: readonly Operation<SimulatedOperation>[]): Opened {
  const time = new VirtualTime();
  const model = { settings: { ...settings, ...part }, operations: operations.length === 0 ? [operation()] : operations };
  const service = new SimulatedService(model, 1, time);
  return {
    time,
    service,
    driver: openSessions({ service, operations: model.operations, hasPool: model.settings.pool !== null, timeoutMs, time }),
  };
}

/** Performs an operation of a user now; what was heard of it is added when it is. */
function perform(
  { driver, time }: Opened,
  user: number,
  at: number = 0,
): { readonly heard: Outcome[]; readonly close: () => Promise<void> } {
  const heard: Outcome[] = [];
  const session = driver.openSession(user);
  session.perform(at, values, time.now(), (outcome, nowMs) => {
    expect(nowMs).toBe(time.now());
    heard.push(outcome);
  });
  return { heard, close: () => session.close() };
}

describe('a session of a simulated service', () => {
  it('tells when the answer came', async () => {
    const opened = open({});
    const { heard } = perform(opened, 0);
    expect(heard).toEqual([]);
    await opened.time.sleep(50);
    expect(heard).toEqual([{ kind: 'ok', sentAtMs: 0, endedAtMs: 10, bytes: 0 }]);
  });

  it('gives an operation up when its time is over, and then asks again', async () => {
    const opened = open({ servers: 1 }, operation({ timeMs: 1_500 }), operation({ timeMs: 5 }));
    const session = opened.driver.openSession(0);
    const heard: Outcome[] = [];
    session.perform(0, values, 0, (outcome) => {
      heard.push(outcome);
      session.perform(1, values, opened.time.now(), (next) => heard.push(next));
    });
    await opened.time.sleep(3_000);
    expect(heard).toMatchObject([
      { kind: 'failed', error: 'timeout', sentAtMs: 0, endedAtMs: 1_000 },
      // The one server was at work on what nobody waited for any more.
      { kind: 'ok', sentAtMs: 1_000, endedAtMs: 1_505 },
    ]);
  });

  it('gives up many at their own times', async () => {
    const opened = open({ servers: 100, freeze: { atMs: 0, forMs: 1e9, busy: false } });
    const ends: number[] = [];
    for (let user = 0; user < 20; user += 1) {
      opened.time.at(user * 37, () => {
        opened.driver.openSession(user).perform(0, values, opened.time.now(), (outcome) => {
          expect(outcome).toMatchObject({ error: 'timeout' });
          ends.push(outcome.endedAtMs);
        });
      });
    }
    await opened.time.sleep(5_000);
    expect(ends).toEqual(Array.from({ length: 20 }, (_, user) => user * 37 + timeoutMs));
  });

  it('hears `reset` of what is in flight when it is closed, once, and performs nothing afterwards', async () => {
    const opened = open({});
    const { heard, close } = perform(opened, 0);
    expect(opened.service.connections).toBe(1);
    await close();
    await opened.time.sleep(100);
    expect(heard).toMatchObject([{ kind: 'failed', error: 'reset', endedAtMs: 0 }]);
    expect(opened.service).toMatchObject({ connections: 0, inside: 0 });
  });

  it('refuses a second operation while one is in flight', () => {
    const opened = open({});
    const session = opened.driver.openSession(0);
    const heard: Outcome[] = [];
    session.perform(0, values, 0, () => undefined);
    session.perform(0, values, 0, (outcome) => heard.push(outcome));
    session.perform(9, values, 0, (outcome) => heard.push(outcome));
    expect(heard).toMatchObject([{ error: 'reset', detail: 'the session is busy' }, { error: 'reset' }]);
  });

  it('is reset when the service dies, and refused from then on', async () => {
    const opened = open({ memoryLimitBytes: 1_150 }, operation({ heldBytes: 100 }));
    const first = perform(opened, 0);
    const second = perform(opened, 1);
    expect([...first.heard, ...second.heard]).toMatchObject([
      { kind: 'failed', error: 'reset', detail: 'the service died' },
      { kind: 'failed', error: 'reset', detail: 'the service died' },
    ]);
    expect(perform(opened, 2).heard).toMatchObject([{ error: 'refused' }]);
    await opened.time.sleep(100);
    expect([first.heard.length, second.heard.length]).toEqual([1, 1]);
  });

  it('tells what is asked of a meaning: the count, and whom the answer is for', async () => {
    const add = operation({}, { deed: { kind: 'increment', key: 'stock {{key}}', by: 2, value: '$' } });
    const look = operation({}, { deed: { kind: 'read', key: 'stock {{ key }}', value: '$', maxStaleMs: 0 } });
    const count = operation({}, { deed: { kind: 'read', key: 'stock {{key}}', value: '$', maxStaleMs: 0 } });
    const me = operation({}, { isolates: { path: '$.user', token: 'token-{{user}}' } });
    const nameless = operation({}, { isolates: { path: '$.user', token: null } });
    const opened = open({}, add, look, me, nameless, count);
    const all = [4, 0, 1, 2, 3].map((at) => perform(opened, 5, at));
    await opened.time.sleep(100);
    expect(all.flatMap(({ heard }) => heard.map((outcome) => (outcome.kind === 'ok' ? outcome.told : outcome)))).toMatchObject([
      { value: '0' },
      { value: '2' },
      { value: '2' },
      { owner: 'token-5' },
      { owner: 'user 5' },
    ]);
  });

  it('measures how long a connection of the pool was waited for', async () => {
    const opened = open({ servers: 9, pool: 1 }, operation({ pooled: true }), operation());
    const [first, second, other] = [perform(opened, 0), perform(opened, 1), perform(opened, 2, 1)];
    await opened.time.sleep(100);
    expect(opened.driver.measures).toEqual([{ name: 'wait', unit: 'ms' }]);
    expect([first, second, other].map(({ heard }) => heard[0]?.measured)).toEqual([[0], [10], [Number.NaN]]);
  });

  it.each(['deadlock', 'serialization', 'status'] as const)('tells of a failure by %s whether it had no effect', async (kind) => {
    const opened = open({}, operation({ errors: [{ kind, share: 1 }] }));
    const { heard } = perform(opened, 0);
    await opened.time.sleep(100);
    expect(heard).toMatchObject([{ kind: 'failed', error: kind, ...(kind === 'status' ? {} : { undone: true }) }]);
    expect('undone' in (heard[0] ?? {})).toBe(kind !== 'status');
  });
});
