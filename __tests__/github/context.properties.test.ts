import { anything, assert, constantFrom, dictionary, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContext } from '../../src/github/context.ts';
import { mergeGroupEvent, pullRequestEvent, pushEvent, workflowRunEvent } from '../support/events.ts';

const events = [pushEvent(), pullRequestEvent(), pullRequestEvent({ fork: true }), mergeGroupEvent(), workflowRunEvent()];

/** Puts a hostile value at one place of a real payload. */
const damage = (value: unknown, path: readonly string[], by: unknown): unknown => {
  const [key, ...rest] = path;
  return key === undefined ? by : { ...Object(value), [key]: damage(Object(value)[key], rest, by) };
};

const paths = [
  'repository',
  'repository.full_name',
  'repository.default_branch',
  'pull_request',
  'pull_request.number',
  'pull_request.head',
  'pull_request.head.sha',
  'pull_request.head.ref',
  'pull_request.head.repo',
  'pull_request.head.repo.full_name',
  'merge_group.head_sha',
  'workflow_run.head_sha',
  'workflow_run.head_repository.full_name',
];

describe('reading a context', () => {
  it('gives only believable values, whatever the payload and the variables hold', () => {
    assert(
      property(
        constantFrom(...events),
        constantFrom(...paths),
        anything(),
        dictionary(
          constantFrom('GITHUB_SHA', 'GITHUB_REF', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID', 'GITHUB_SERVER_URL'),
          string({ unit: 'binary' }),
        ),
        (event, path, by, variables) => {
          const payload = JSON.stringify(damage(event.payload, path.split('.'), by), (_key, value: unknown) =>
            typeof value === 'bigint' ? String(value) : value,
          );
          const context = readContext({ ...event.environment, ...variables }, payload);
          expect(context.commit).toMatch(/^([0-9a-f]{40})?$/);
          expect(context.repository).toMatch(/^([\w.-]+\/[\w.-]+)?$/);
          expect(context.headRepository).toMatch(/^([\w.-]+\/[\w.-]+)?$/);
          expect(context.ref + context.headBranch + context.defaultBranch).not.toMatch(/[\p{Cc}\s]/u);
          expect(context.runId).toMatch(/^\d*$/);
          expect(context.serverUrl).toMatch(/^https?:\/\/[^\s/]+/);
          expect(context.pullRequest === null || (Number.isSafeInteger(context.pullRequest) && context.pullRequest > 0)).toBe(true);
          // A stranger's head never becomes one of ours by a damaged payload.
          if (event === events[2] && path !== 'pull_request.head.repo.full_name' && variables['GITHUB_REPOSITORY'] === undefined) {
            expect(context.headRepository.toLowerCase()).not.toBe(context.repository.toLowerCase());
          }
        },
      ),
    );
  });
});
