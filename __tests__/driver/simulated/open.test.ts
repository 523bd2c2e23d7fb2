import { describe, expect, it } from 'vitest';
import { openSimulated } from '../../../src/driver/simulated/open.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import { nowhere } from '../../../src/model/surroundings.ts';
import { operation, settings } from '../../simulation/a-service.ts';
import { driverSettings } from '../../support/driving.ts';

describe('a simulated service beside others', () => {
  it('answers when it would, and what is in flight at its end is reset', async () => {
    const driver = openSimulated({
      target: { url: 'http://127.0.0.1:9' },
      operations: [operation({ timeMs: 20 }), operation({ timeMs: 60_000 })],
      settings: driverSettings({ simulated: settings }),
      surroundings: nowhere,
      now: () => performance.now(),
      onProcesses: () => undefined,
    });
    const values = { uuid: '', n: 0, key: '1' };
    const ask = (at: number): Promise<Outcome> =>
      new Promise((resolve) => driver.openSession(at).perform(at, values, performance.now(), (outcome) => resolve(outcome)));
    const quick = await ask(0);
    expect(quick.kind).toBe('ok');
    expect(quick.endedAtMs - quick.sentAtMs).toBeGreaterThanOrEqual(20);
    const slow = ask(1);
    await driver.close();
    expect(await slow).toMatchObject({ kind: 'failed', error: 'reset' });
  });
});
