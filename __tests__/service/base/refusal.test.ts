import { describe, expect, it } from 'vitest';
import { readFetch } from '../../../src/service/base/refusal.ts';

describe('what a remote says', () => {
  it.each([
    ["fatal: could not read Username for 'https://github.com': terminal prompts disabled\n", 'origin refused us for want of credentials'],
    [
      'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.\n',
      'origin refused us for want of credentials',
    ],
    [
      "fatal: unable to access 'https://github.com/a/b/': The requested URL returned error: 403\n",
      'origin refused us for want of credentials',
    ],
    ['remote: Repository not found.\nfatal: Authentication failed\n', 'origin refused us for want of credentials'],
    ["fatal: unable to access 'https://github.com/a/b/': Could not resolve host: github.com\n", 'origin could not be reached'],
    ['ssh: connect to host github.com port 22: Connection timed out\n', 'origin could not be reached'],
    ['fatal: the remote end hung up unexpectedly\n', 'origin could not be reached'],
    ['error: something unheard of\n', 'origin gave nothing (something unheard of)'],
    ['', 'origin gave nothing (it did not say why)'],
  ])('is understood: %j', (stderr, why) => {
    expect(readFetch({ kind: 'failed', status: 128, stderr }, 'origin')).toEqual({ kind: 'refused', why });
  });

  it.each(["fatal: couldn't find remote ref refs/heads/x\n", 'fatal: remote error: upload-pack: not our ref 0123\n'])(
    'is that it has none: %j',
    (stderr) => {
      expect(readFetch({ kind: 'failed', status: 128, stderr }, 'origin')).toEqual({ kind: 'absent' });
    },
  );

  it('comes too late, or never', () => {
    expect(readFetch({ kind: 'late' }, 'origin')).toEqual({ kind: 'refused', why: 'origin took too long to answer' });
    expect(readFetch({ kind: 'refused' }, '-x')).toEqual({ kind: 'refused', why: '-x could not be asked' });
    expect(readFetch({ kind: 'done', stdout: '' }, 'origin')).toEqual({ kind: 'fetched' });
  });
});
