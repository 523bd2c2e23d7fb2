import { delimiter } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mapSettings, noteHeadPaths } from '../../../src/service/base/map-settings.ts';
import { settingsFor } from '../fixture.ts';

const roots = { head: '/work/app', base: '/tmp/base' };
const list = (...paths: readonly string[]): string => paths.join(delimiter);

describe("the head's settings for the base", () => {
  it('have its directory, and all else as it is', () => {
    const settings = settingsFor('server', { directory: '/link/api', environment: { A: '/work/app/a' } });
    expect(mapSettings(settings, '/work/app/api', roots, {})).toEqual({ ...settings, directory: '/tmp/base/api' });
    expect(mapSettings(settings, '/work/app', roots, {})).toEqual({ ...settings, directory: '/tmp/base' });
  });

  it('lead no search for code into the head', () => {
    const environment = {
      GITHUB_WORKSPACE: '/work/app',
      PYTHONPATH: list('/work/app/src', '/opt/python', '', 'src', '/work/app-of-another'),
      NODE_PATH: '/usr/lib/node_modules',
      HOME: '/work/app/home',
      PATH: list('/work/app/node_modules/.bin', '/usr/bin'),
      PWD: undefined,
    };
    expect(mapSettings(settingsFor('server'), '/work/app', roots, environment).environment).toEqual({
      GITHUB_WORKSPACE: '/tmp/base',
      PYTHONPATH: list('/tmp/base/src', '/opt/python', '', 'src', '/work/app-of-another'),
      PATH: list('/tmp/base/node_modules/.bin', '/work/app/node_modules/.bin', '/usr/bin'),
    });
  });

  it('take what the user set for the service before what is around us', () => {
    const settings = settingsFor('server', { environment: { PYTHONPATH: '/work/app/lib', A: '1' } });
    expect(mapSettings(settings, '/work/app', roots, { PYTHONPATH: '/work/app/src' }).environment).toEqual({
      PYTHONPATH: '/tmp/base/lib',
      A: '1',
    });
  });
});

describe('what names the head', () => {
  const said = (key: string): string =>
    `${key} names the head's own folder, so the base uses what is in there; write paths from the service's directory`;

  it('is told, for each command and variable', () => {
    const settings = settingsFor('server', {
      setup: { kind: 'shell', line: 'cd /work/app && make' },
      start: { kind: 'argv', argv: ['node', '/work/app/server.js'] },
      environment: { CONFIG: '/work/app/config.json', OTHER: '/work/app-of-another', PYTHONPATH: '/work/app/src' },
    });
    expect(noteHeadPaths(settings, '/work/app')).toEqual([
      said('service.setup'),
      said('service.start'),
      said('service.environment.CONFIG'),
    ]);
  });

  it('is nothing where paths are relative or of another folder', () => {
    const settings = settingsFor('server', { start: { kind: 'shell', line: 'node ./server.js --root /work/application /work/app.old' } });
    expect(noteHeadPaths(settings, '/work/app')).toEqual([]);
  });
});
