import { expect, it } from 'vitest';
import { timeEmptyProcess } from '../../src/service/empty.ts';
import { carriers, openWorld } from './fixture.ts';

it('an empty process takes a while, in the environment of a service', async () => {
  // With this, Node would not start: it is withheld, as from a service.
  const { world } = openWorld({ NODE_OPTIONS: '--no-such-option-anywhere' });
  const ms = await timeEmptyProcess('/', world);
  expect(ms).toBeGreaterThan(1);
  expect(ms).toBeLessThan(10_000);
});

it('one that cannot start, or is cut short, has no time, and is gone', async () => {
  expect(await timeEmptyProcess('/no/such/folder', openWorld().world)).toBeNull();
  const { world, interrupt } = openWorld({ MARK: 'empty-1' });
  const timing = timeEmptyProcess('/', world);
  interrupt();
  expect(await timing).toBeNull();
  expect(await timeEmptyProcess('/', world)).toBeNull();
  expect(carriers('MARK=empty-1')).toEqual([]);
});
