import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { childEnvironment } from '../../src/service/environment.ts';
import { isWithheld } from '../../src/service/withheld.ts';

const name = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom('PATH', '__proto__', 'constructor', 'GITHUB_TOKEN', 'GITHUB_ENV', 'NODE_OPTIONS', 'GITHUB_SHA'),
  fc.tuple(fc.constantFrom('ACTIONS_', 'INPUT_', 'actions_', 'Input_', 'GITHUB_', 'RUNNER_'), fc.string()).map((parts) => parts.join('')),
);
const environment = fc.dictionary(name, fc.option(fc.string(), { nil: undefined }));
const extra = fc.dictionary(name, fc.string());

it('a child gets exactly: what is set on purpose, and of ours what is neither withheld nor unset', () => {
  fc.assert(
    fc.property(environment, extra, (ours, added) => {
      const child = childEnvironment(ours, added);
      for (const [key, value] of Object.entries(child)) expect(value).toBe(Object.hasOwn(added, key) ? added[key] : ours[key]);
      for (const key of Object.keys(added)) expect(Object.hasOwn(child, key)).toBe(true);
      for (const [key, value] of Object.entries(ours)) {
        if (!Object.hasOwn(added, key)) expect(Object.hasOwn(child, key)).toBe(value !== undefined && !isWithheld(key));
      }
    }),
  );
});

it("whatever begins as the runner's own is withheld, in any case of letters", () => {
  const prefix = fc.constantFrom('ACTIONS_', 'INPUT_', 'actions_', 'iNpUt_');
  fc.assert(
    fc.property(prefix, fc.string(), (start, rest) => {
      expect(childEnvironment({ [start + rest]: 'secret' }, {})).toEqual({});
    }),
  );
});

it('inheriting twice withholds nothing more, and the input is left as it was', () => {
  fc.assert(
    fc.property(environment, (ours) => {
      const before = structuredClone(ours);
      const once = childEnvironment(ours, {});
      expect(childEnvironment(once, {})).toEqual(once);
      expect(ours).toEqual(before);
    }),
  );
});
