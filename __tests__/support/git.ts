import { tmpdir } from 'node:os';

/** For a git that knows nobody's configuration, and no repository of which its `ceiling` is a part. */
export function ownGit(ceiling: string = tmpdir()): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: ceiling,
  };
}

/** Who commits. */
export const people: Readonly<Record<string, string>> = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};
