import { describe, expect, it } from 'vitest';
import { decideConfig } from '../../../src/config/decide.ts';
import type { Config } from '../../../src/config/schema.ts';
import { simulatedSchema, simulatedShape } from '../../../src/driver/simulated/settings.ts';
import { noAddress } from '../../../src/model/target.ts';
import type { SimulatedOperation } from '../../../src/model/simulated.ts';
import { healthy, plain } from '../../support/simulated.ts';

function decide(given: Readonly<Record<string, unknown>>): Config {
  return decideConfig({
    file: { path: 'a test', text: JSON.stringify(given) },
    flags: {},
    environment: {},
    directory: '/',
    inActions: false,
  });
}

function simulate(simulated: unknown, simulateOne: unknown, more: Readonly<Record<string, unknown>> = {}): Config {
  return decide({ simulated, operations: { ask: { simulate: simulateOne, ...more } } });
}

function specOf(one: unknown): SimulatedOperation | undefined {
  return simulate({}, one).service.simulated?.operations[0]?.spec;
}

describe('`simulate`', () => {
  it('is a duration, or says more of it', () => {
    expect(specOf('5ms')).toEqual(plain);
    expect(specOf({ time: '5ms' })).toEqual(plain);
    expect(
      specOf({ time: '0.25ms', spread: 'lognormal', cpu: '0ms', errors: '2%', holds: '1KB', leak: '64B/op', lock: 'key', 'mix-up': '10%' }),
    ).toMatchObject({
      timeMs: 0.25,
      spread: 'lognormal',
      cpuMs: 0,
      errors: [{ kind: 'status', share: 0.02 }],
      heldBytes: 1_024,
      leakBytes: 64,
      lock: 'key',
      mixUpShare: 0.1,
    });
    expect(specOf({ time: '1ms', errors: { reset: '1%', timeout: '0.5%' } })).toMatchObject({
      errors: [
        { kind: 'timeout', share: 0.005 },
        { kind: 'reset', share: 0.01 },
      ],
    });
  });

  it.each([
    { time: '5' },
    { time: '5ms', errors: { status: '60%', reset: '50%' } },
    { time: '5ms', spread: 'normal' },
    { time: '5ms', spred: 'constant' },
    { time: '11m' },
    { time: '0ms' },
    '0ms',
    { spread: 'constant' },
    7,
  ])('is refused where it says nothing that can be done: %j', (one) => {
    expect(simulatedShape.simulate.safeParse(one).success).toBe(false);
  });
});

describe('`simulated`', () => {
  it('has a default for everything', () => {
    expect(simulate({}, '5ms').service).toMatchObject({
      start: null,
      url: noAddress,
      simulated: { settings: healthy },
    });
  });

  it('is decided in the units used inside', () => {
    const { settings } = simulate(
      {
        seed: 3,
        servers: 2,
        contention: '1%',
        coherency: '0.01%',
        memory: '1KB',
        'memory-limit': '2KB',
        leak: '5B/op',
        drift: '50%',
        freeze: { at: '5s' },
        room: { for: 9 },
        startup: '1s',
        pool: 3,
      },
      '5ms',
    ).service.simulated ?? { settings: null };
    expect(settings).toMatchObject({
      seed: 3,
      servers: 2,
      contention: 0.01,
      coherency: 0.0001,
      memoryBytes: 1_024,
      memoryLimitBytes: 2_048,
      leakBytes: 5,
      driftPerMinute: 0.5,
      freeze: { atMs: 5_000, forMs: 86_400_000, busy: false },
      room: { most: 9, turnedAwayShare: 1 },
      startupMs: 1_000,
      pool: 3,
    });
  });

  it.each([
    { servers: 0 },
    { seed: -1 },
    { contention: 1 },
    { freeze: {} },
    { room: {} },
    { pool: 0 },
    { speed: 'fast' },
    { leak: '5B' },
    { leek: '5B/op' },
  ])('is refused where it says nothing that can be: %j', (simulated) => {
    expect(simulatedSchema.safeParse(simulated).success).toBe(false);
  });

  it('has a process stand for it in real time, which is asked over HTTP for the same', () => {
    const config = simulate({ speed: 'real-time' }, '5ms', { increments: { key: 'stock-{{key}}', value: '$.any' } });
    expect(config.service).toMatchObject({ url: 'http://127.0.0.1:${PORT}', simulated: { operations: [{ spec: { timeMs: 5 } }] } });
    expect(config.operations).toMatchObject([
      {
        name: 'ask',
        spec: { driver: 'http', method: 'GET', path: '/ask?key={{key}}&user={{user}}&uuid={{uuid}}' },
        meaning: { deed: { value: '$.value' } },
      },
    ]);
  });

  it('is what is measured, not how: runs stay comparable whatever is true of it', () => {
    const { hash } = simulate({}, '5ms');
    expect(simulate({ servers: 9, leak: '1KB/op' }, { time: '9ms', errors: '2%' }).hash).toBe(hash);
    expect(simulate({ speed: 'real-time' }, '5ms').hash).not.toBe(hash);
    expect(simulate({}, '5ms', { weight: 2 }).hash).not.toBe(hash);
  });

  it('does not stand for a service that others are asked of, too', () => {
    const { service } = decide({
      service: { url: 'http://127.0.0.1:9' },
      simulated: {},
      operations: { ask: { simulate: '5ms' }, get: { get: '/' } },
    });
    expect(service.simulated).toBeUndefined();
  });

  it('may write, compare and append: what its deeds need is there without a request', () => {
    const { operations } = decide({
      simulated: {},
      operations: {
        put: { simulate: '1ms', writes: '{{key}}' },
        swap: { simulate: '1ms', 'compare-and-set': '{{key}}' },
        push: { simulate: '1ms', append: 'list' },
      },
    });
    expect(operations.map(({ meaning }) => meaning.deed?.kind)).toEqual(['write', 'compare-and-set', 'append']);
  });
});
