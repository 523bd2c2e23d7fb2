import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPlaces } from '../../src/load/places.ts';

describe('places', () => {
  it('are never more than there are, and go to whoever asked first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 30 }),
        async (limit, stays) => {
          const places = openPlaces(limit);
          const order: number[] = [];
          let inside = 0;
          let most = 0;
          await Promise.all(
            stays.map(async (turns, number) => {
              expect(await places.take()).toBe(true);
              order.push(number);
              inside += 1;
              most = Math.max(most, inside);
              for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
              inside -= 1;
              places.give();
            }),
          );
          expect(order).toEqual(stays.map((_, number) => number));
          expect(most).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });

  it('are none for who waits when all are sent home, or comes later', async () => {
    const places = openPlaces(1);
    const first = await places.take();
    const second = places.take();
    places.sendHome();
    expect([first, await second, await places.take()]).toEqual([true, false, false]);
  });
});
