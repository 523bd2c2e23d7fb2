import { expect, it } from 'vitest';
import { sayEnding } from '../src/words.ts';

it.each([
  [{ kind: 'exited', code: 0 } as const, 'exited with status 0'],
  [{ kind: 'exited', code: 3 } as const, 'exited with status 3'],
  [{ kind: 'exited', code: 137 } as const, 'exited with status 137 (SIGKILL)'],
  [{ kind: 'exited', code: 255 } as const, 'exited with status 255'],
  [{ kind: 'killed', signal: 'SIGSEGV' } as const, 'was killed by SIGSEGV'],
  [{ kind: 'vanished' } as const, 'stopped listening'],
])('%j is said so that it can follow the name of a process', (ending, words) => {
  expect(sayEnding(ending)).toBe(words);
});
