import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSessions } from '../../../src/driver/simulated/open-sessions.ts';
import type { ErrorKind } from '../../../src/model/outcome.ts';
import { SimulatedService } from '../../../src/simulation/service.ts';
import { VirtualTime } from '../../../src/simulation/virtual-time.ts';
import { operation, settings } from '../../simulation/a-service.ts';

const kinds: readonly ErrorKind[] = ['status', 'timeout', 'reset'];
const share = fc.double({ min: 0, max: 0.3, noNaN: true });

const anOperation = fc.record({
  timeMs: fc.integer({ min: 0, max: 60 }),
  spread: fc.constantFrom('constant' as const, 'exponential' as const, 'lognormal' as const),
  errors: fc.array(fc.record({ kind: fc.constantFrom(...kinds), share }), { maxLength: 2 }),
  heldBytes: fc.constantFrom(0, 300),
  lock: fc.constantFrom('none' as const, 'key' as const, 'all' as const),
  pooled: fc.boolean(),
  yields: fc.boolean(),
});

const aModel = fc.record({
  servers: fc.integer({ min: 1, max: 5 }),
  pool: fc.constantFrom(1, 2, 9),
  memoryLimitBytes: fc.constantFrom(null, 3_000),
  freeze: fc.constantFrom(null, { atMs: 50, forMs: 100, busy: false }),
  room: fc.constantFrom(null, { most: 4, turnedAwayShare: 0.5 }),
});

describe('sessions of a simulated service', () => {
  it('hear of each operation once, not before it was sent and not after its deadline', async () => {
    const calls = fc.array(
      fc.record({ atMs: fc.integer({ min: 0, max: 300 }), at: fc.integer({ min: 0, max: 1 }), key: fc.constantFrom('1', '2') }),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    await fc.assert(
      fc.asyncProperty(aModel, fc.tuple(anOperation, anOperation), calls, fc.integer(), async (model, specs, all, seed) => {
        const time = new VirtualTime();
        const operations = specs.map((spec) => operation(spec));
        const service = new SimulatedService({ settings: { ...settings, ...model }, operations }, seed >>> 0, time);
        const driver = openSessions({ service, operations, hasPool: true, timeoutMs: 200, time });
        const heard = all.map(() => 0);
        for (const [user, { atMs, at, key }] of all.entries()) {
          time.at(atMs, () => {
            driver.openSession(user).perform(at, { uuid: '', n: user, key }, atMs, ({ sentAtMs, endedAtMs }) => {
              heard[user] = (heard[user] ?? 0) + 1;
              expect(sentAtMs).toBe(atMs);
              expect(endedAtMs).toBeGreaterThanOrEqual(atMs);
              expect(endedAtMs).toBeLessThanOrEqual(atMs + 200);
            });
          });
        }
        await time.sleep(100_000);
        expect(heard).toEqual(all.map(() => 1));
        await driver.close();
        expect(service.connections).toBe(0);
        // Nothing is left inside of one that lives.
        if (service.lives) expect(service).toMatchObject({ inside: 0, rssBytes: settings.memoryBytes });
      }),
      { numRuns: 300 },
    );
  });
});
