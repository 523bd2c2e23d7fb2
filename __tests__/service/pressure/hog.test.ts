import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { bundle } from '../../support/bundle.ts';
import { eventually } from '../fixture.ts';
import { lives } from '../../support/processes.ts';

it('a hog does not outlive us, even when we are killed outright', async () => {
  await using driver = await bundle('__tests__/service/pressure/hog.driver.ts');
  const child = spawn(process.execPath, [driver.file], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [said] = await once(child.stdout, 'data');
  const pid = Number(String(said));
  expect(pid).toBeGreaterThan(1);
  expect(lives(pid)).toBe(true);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  expect(
    await eventually(
      () => lives(pid),
      (alive) => !alive,
    ),
  ).toBe(false);
});
