import { randomInt } from 'node:crypto';
import type { Driver } from '../../model/session.ts';
import type { SimulatedOperation } from '../../model/simulated.ts';
import { SimulatedService } from '../../simulation/service.ts';
import type { DriverParts } from '../parts.ts';
import { openSessions } from './open-sessions.ts';
import { realTimeline } from './real-timeline.ts';

/** A service of its own that answers in real time, for suites that also ask others; in virtual time sessions are opened on one that stands. */
export function openSimulated({ operations, settings: { simulated: settings, timeoutMs }, now }: DriverParts<SimulatedOperation>): Driver {
  if (settings === null) throw new Error('a simulated service without settings');
  const time = realTimeline(now);
  const service = new SimulatedService({ settings, operations }, randomInt(0, 2 ** 32), time);
  const driver = openSessions({ service, operations, hasPool: settings.pool !== null, timeoutMs, time });
  return {
    ...driver,
    close: async () => {
      service.stop();
      await driver.close();
      time.close();
    },
  };
}
