// Bundled and run by hog.test.ts: starts a hog, says its number, and waits to be killed.
import { setTimeout as delay } from 'node:timers/promises';
import { openHog } from '../../../src/service/pressure/hog.ts';
import { realWorld } from '../../../src/world.ts';

async function main(): Promise<void> {
  const hog = await openHog(null, 600_000, realWorld(process.cwd(), new AbortController().signal));
  process.stdout.write(hog.kind === 'hog' ? String(hog.pid) : '0');
  await delay(600_000);
}

void main();
