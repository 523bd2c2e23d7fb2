import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { waitAtMost } from '../../src/baseline/deadline.ts';
import { aWorld } from './a-world.ts';

it('what happens first decides: the work, the deadline or the interruption; and no timer is left behind', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.boolean(), fc.boolean(), async (s, fails, isInterrupted) => {
      const happened: string[] = [];
      const stop = new AbortController();
      /** Comes when the scheduler lets it. */
      const come = async <T>(label: string, as: string, act: () => T): Promise<T> => {
        await s.schedule(Promise.resolve(), label);
        happened.push(as);
        return act();
      };
      let timer: AbortSignal | undefined;
      const world = aWorld({
        interrupted: stop.signal,
        sleep: (_, signal) => {
          timer = signal;
          return new Promise((resolve) => {
            signal?.addEventListener('abort', () => resolve());
            void come('the deadline', 'late', resolve);
          });
        },
      });
      const work = come('the work', fails ? 'failed' : 'done', () => {
        if (fails) throw new Error('no luck');
        return 'fruit';
      });
      if (isInterrupted) void come('the interruption', 'late', () => stop.abort());
      const waited = await s.waitFor(waitAtMost(work, 1_000, world));
      expect(waited.kind).toBe(happened[0]);
      if (waited.kind === 'done') expect(waited.value).toBe('fruit');
      expect(timer?.aborted).toBe(true);
      // What comes later harms nobody.
      await s.waitIdle();
    }),
    { numRuns: 300 },
  );
});
