import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { openApi, type ApiOptions } from '../../src/github/api.ts';

/** What GitHub has to say to one call. */
type Word = 'answers' | 'wants us to wait' | 'refuses';

const waitMs = 7_000;
const answer = (status: number, headers: Readonly<Record<string, string>> = {}): Error =>
  Object.assign(new Error('no'), { status, response: { headers } });

it('asked for several things at once, it waits twice in its life, calls once for each thing and each wait, and never rejects', async () => {
  const words = fc.array(fc.constantFrom<Word[]>('answers', 'wants us to wait', 'wants us to wait', 'refuses'), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(words, { minLength: 1, maxLength: 4 }), async (s, scripts) => {
      let nowMs = 0;
      let calls = 0;
      const naps: number[] = [];
      const clock: ApiOptions['clock'] = {
        now: () => nowMs,
        sleep: async (ms) => {
          naps.push(ms);
          await s.schedule(Promise.resolve(), 'nap');
          nowMs += ms;
        },
      };
      const api = openApi({ token: 'ghs_nobodysToken', baseUrl: 'http://127.0.0.1:9', clock });
      const asked = scripts.map((script, thing) => {
        const left = [...script];
        return api.ask(async () => {
          calls += 1;
          const word = left.shift() ?? 'answers';
          await s.schedule(Promise.resolve(), `GitHub ${word} (${thing})`);
          if (word === 'wants us to wait') throw answer(429, { 'retry-after': `${waitMs / 1_000}` });
          if (word === 'refuses') throw answer(403);
          return thing;
        });
      });
      const answers = await s.waitFor(Promise.all(asked));
      expect(naps.length).toBeLessThanOrEqual(2);
      expect(naps.every((ms) => ms === waitMs)).toBe(true);
      expect(calls).toBe(scripts.length + naps.length);
      answers.forEach((said, thing) => {
        if (said.kind === 'answered') expect(said.value).toBe(thing);
        else expect([403, 429]).toContain(said.status);
        const [first = 'answers'] = scripts[thing] ?? [];
        if (first === 'answers') expect(said.kind).toBe('answered');
        if (first === 'refuses') expect(said.kind).toBe('refused');
      });
    }),
    { numRuns: 150 },
  );
});
