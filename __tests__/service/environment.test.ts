import { expect, it } from 'vitest';
import { childEnvironment } from '../../src/service/environment.ts';

it("withholds the runner's secrets and command files, and keeps what a build needs", () => {
  const environment = {
    ACTIONS_RUNTIME_TOKEN: 'x',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'x',
    'INPUT_GITHUB-TOKEN': 'x',
    GITHUB_TOKEN: 'x',
    GH_TOKEN: 'x',
    GH_ENTERPRISE_TOKEN: 'x',
    github_token: 'x',
    GITHUB_ENV: 'x',
    GITHUB_PATH: 'x',
    GITHUB_OUTPUT: 'x',
    GITHUB_STATE: 'x',
    GITHUB_STEP_SUMMARY: 'x',
    RUNNER_TOKEN: 'x',
    NODE_OPTIONS: '--require evil',
    NODE_CHANNEL_FD: '3',
    PATH: '/bin',
    HOME: '/home/me',
    CI: 'true',
    GITHUB_SHA: 'abc',
    RUNNER_TEMP: '/tmp',
    RUNNER_TRACKING_ID: 'github_1',
    NODE_EXTRA_CA_CERTS: '/ca.pem',
    UNSET: undefined,
  };
  expect(childEnvironment(environment, {})).toEqual({
    PATH: '/bin',
    HOME: '/home/me',
    CI: 'true',
    GITHUB_SHA: 'abc',
    RUNNER_TEMP: '/tmp',
    RUNNER_TRACKING_ID: 'github_1',
    NODE_EXTRA_CA_CERTS: '/ca.pem',
  });
});

it('gives what the user set on purpose, even where the name is one we withhold', () => {
  expect(childEnvironment({ NODE_OPTIONS: 'ours', A: '1' }, { NODE_OPTIONS: '--max-old-space-size=64', A: '2' })).toEqual({
    NODE_OPTIONS: '--max-old-space-size=64',
    A: '2',
  });
});
