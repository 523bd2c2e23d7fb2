import { driverSettings, openHttpAt } from '../../__tests__/support/driving.ts';
import { join } from 'node:path';
import { openClock } from '../../src/load/clock/open.ts';
import { observe } from '../../src/load/observe.ts';
import { runLoad } from '../../src/load/run.ts';
import { checkGenerator, checkRunner } from '../../src/load/self-check.ts';
import type { HttpOperation, Operation } from '../../src/model/operation.ts';
import type { OpenScenario } from '../../src/model/scenario.ts';
import type { Session } from '../../src/model/session.ts';
import { realWorld } from '../../src/world.ts';

// The load engine itself, with sessions that spend 1.1 ms on every answer before they tell of it.

const [url = '', rate = '', durationMs = ''] = process.argv.slice(2);
const functionMs = 1.1;
const world = realWorld('', new AbortController().signal);
const operation: Operation<HttpOperation> = {
  name: 'get',
  weight: 1,
  spec: { driver: 'http', method: 'GET', path: '/', headers: {}, expect: { status: [], json: [] } },
  meaning: {},
};
const driver = openHttpAt({ url: url.replace(/\/$/, '') }, [operation], driverSettings({ timeoutMs: 10_000 }), () => world.now());
const scenario: OpenScenario = {
  model: 'open',
  arrivals: { pattern: 'constant', ratePerSecond: Number(rate) },
  connections: 1_000,
  mix: { get: 1 },
  keys: 1,
  durationMs: Number(durationMs),
  warmupMs: 500,
  seed: 1,
};

async function main(): Promise<void> {
  const clock = await openClock(join(__dirname, 'clock.js'));
  const recording = await runLoad(scenario, {
    operations: ['get'],
    openSession: (user) => slow(driver.openSession(user)),
    world,
    clock,
    share: { index: 0, of: 1 },
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  await driver.close();
  await clock[Symbol.asyncDispose]();
  const observation = observe(scenario, [recording]);
  const { total, generator, arrivals } = observation;
  process.stdout.write(
    JSON.stringify({
      ratePerSecond: arrivals?.achievedRatePerSecond,
      responseMs: total.responseMs,
      lagMs: generator.lagMs,
      self: { generator: checkGenerator(observation), runner: checkRunner(observation, true) },
    }),
  );
}

function slow(session: Session): Session {
  return {
    perform: (index, values, nowMs, hear) =>
      session.perform(index, values, nowMs, (outcome) => {
        const untilMs = world.now() + functionMs;
        while (world.now() < untilMs);
        hear(outcome, world.now());
      }),
    close: () => session.close(),
  };
}

void main();
