import { delimiter } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mapSettings, noteHeadPaths } from '../../../src/service/base/map-settings.ts';
import { settingsFor } from '../fixture.ts';

const roots = { head: '/srv/app', base: '/srv/base' };
const list = (...paths: readonly string[]): string => paths.join(delimiter);

describe("the head's settings for the base", () => {
  it('have its directory, and all else as it is', () => {
    const settings = settingsFor('server', { directory: '/link/api', environment: { A: '/srv/app/a' } });
    expect(mapSettings(settings, '/srv/app/api', roots, {})).toEqual({ ...settings, directory: '/srv/base/api' });
    expect(mapSettings(settings, '/srv/app', roots, {})).toEqual({ ...settings, directory: '/srv/base' });
  });

  it('lead no search for code into the head', () => {
    const environment = {
      GITHUB_WORKSPACE: '/srv/app',
      PYTHONPATH: list('/srv/app/src', '/opt/python', '', 'src', '/srv/app-of-another'),
      NODE_PATH: '/usr/lib/node_modules',
      HOME: '/srv/app/home',
      PATH: list('/srv/app/node_modules/.bin', '/usr/bin'),
      PWD: undefined,
    };
    expect(mapSettings(settingsFor('server'), '/srv/app', roots, environment).environment).toEqual({
      GITHUB_WORKSPACE: '/srv/base',
      PYTHONPATH: list('/srv/base/src', '/opt/python', '', 'src', '/srv/app-of-another'),
      PATH: list('/srv/base/node_modules/.bin', '/srv/app/node_modules/.bin', '/usr/bin'),
    });
  });

  it('take what the user set for the service before what is around us', () => {
    const settings = settingsFor('server', { environment: { PYTHONPATH: '/srv/app/lib', A: '1' } });
    expect(mapSettings(settings, '/srv/app', roots, { PYTHONPATH: '/srv/app/src' }).environment).toEqual({
      PYTHONPATH: '/srv/base/lib',
      A: '1',
    });
  });
});

describe('what names the head', () => {
  const said = (key: string): string =>
    `${key} names the head's own folder, so the base uses what is in there; write paths from the service's directory`;

  it('is told, for each command and variable', () => {
    const settings = settingsFor('server', {
      setup: { kind: 'shell', line: 'cd /srv/app && make' },
      start: { kind: 'argv', argv: ['node', '/srv/app/server.js'] },
      environment: { CONFIG: '/srv/app/config.json', OTHER: '/srv/app-of-another', PYTHONPATH: '/srv/app/src' },
    });
    expect(noteHeadPaths(settings, '/srv/app')).toEqual([said('service.setup'), said('service.start'), said('service.environment.CONFIG')]);
  });

  it('is nothing where paths are relative or of another folder', () => {
    const settings = settingsFor('server', { start: { kind: 'shell', line: 'node ./server.js --root /srv/application /srv/app.old' } });
    expect(noteHeadPaths(settings, '/srv/app')).toEqual([]);
  });
});
