import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { decideConfig } from '../../src/config/decide.ts';
import { faultOf, givenFile, givenFlags } from './a-given.ts';
import { noSuites } from '../../src/model/driver-settings.ts';

const started = 'service: { start: node server.js }\n';
const good = join(import.meta.dirname, '../../fixtures/configs/good');

describe('a configuration', () => {
  it('of one line has a default for everything else', () => {
    const config = decideConfig(givenFile(started));
    expect(config).toMatchObject({
      suite: 'default',
      service: {
        setup: null,
        start: { kind: 'shell', line: 'node server.js' },
        url: 'http://127.0.0.1:${PORT}',
        ready: { kind: 'url', path: '/' },
        directory: resolve('/somewhere'),
        environment: {},
        deadlineMs: 30_000,
        stopMs: 3_000,
        watch: [],
        trust: { ca: null, insecure: false },
      },
      driver: { timeoutMs: 10_000, maxBodyBytes: 8 * 1_024 ** 2, client: { kind: 'own' }, trust: { ca: null, insecure: false } },
      load: { users: { min: 1, max: 20 }, thinkMs: 0, keys: 100 },
      endurance: { enabled: true },
      property: { stability: { enabled: true, scenarios: 30, limits: { p95Ms: 500, meanMs: 500, errorsPercent: 5 } } },
      baseline: { store: 'file', file: resolve('/somewhere/.plimsoll/baseline.json'), branch: '' },
      budgetMs: 120_000,
    });
    expect(config.policy).toEqual({
      limits: [
        { metric: 'p95', max: 500, unit: 'ms' },
        { metric: 'mean', max: 500, unit: 'ms' },
        { metric: 'errors', max: 5, unit: '%' },
      ],
      failOn: ['regression', 'breach', 'broken-property'],
      inconclusive: 'neutral',
      compare: { with: 'auto' },
    });
    expect(config.operations).toEqual([
      {
        name: 'root',
        weight: 1,
        spec: { driver: 'http', method: 'GET', path: '/', headers: {}, expect: { status: [], json: [] } },
        meaning: {},
      },
    ]);
  });

  it('is plain data: it survives JSON', () => {
    const config = decideConfig(givenFile(readFileSync(join(good, 'whole.yml'), 'utf8')));
    expect(JSON.parse(JSON.stringify(config))).toEqual(config);
  });

  it('says every key of the file in one unit each', () => {
    const config = decideConfig(givenFile(readFileSync(join(good, 'whole.yml'), 'utf8')));
    expect(config.service).toEqual({
      setup: { kind: 'shell', line: 'npm ci' },
      start: { kind: 'argv', argv: ['node', 'server.js', '--port', '${PORT}'] },
      url: 'http://127.0.0.1:${PORT}/base',
      ready: { kind: 'log', text: 'listening on' },
      directory: resolve('/somewhere/packages/shop'),
      environment: { LOG_LEVEL: 'warn', WORKERS: '2', DEBUG: 'false', OWN_URL: 'http://127.0.0.1:${PORT}' },
      deadlineMs: 60_000,
      stopMs: 500,
      watch: [
        { name: 'postgres', port: 5432 },
        { name: 'cache.main', port: 6379 },
      ],
      trust: { ca: null, insecure: true },
    });
    expect(config.load).toEqual({ users: { min: 5, max: 40 }, thinkMs: 20, keys: 7 });
    expect(config.driver).toEqual({
      timeoutMs: 2_500,
      maxBodyBytes: 65_536,
      client: { kind: 'compat', proxy: 'http://127.0.0.1:8888' },
      trust: { ca: null, insecure: true },
      ...noSuites,
      exec: { environment: {} },
    });
    expect(config.property.stability).toEqual({ enabled: true, scenarios: 12, limits: { p95Ms: 400, meanMs: 200, errorsPercent: 1 } });
    expect(config.property.sustained).toEqual({ enabled: true, limits: { driftPercent: 30, errorsPercent: 2 } });
    expect(config.baseline).toEqual({ store: 'file', file: resolve('/somewhere/out/baseline.json'), branch: 'trunk' });
    expect(config.policy.limits).toContainEqual({ metric: 'rss', max: 256 * 1_024 ** 2, unit: 'bytes' });
    expect(config.policy.limits).toContainEqual({ metric: 'cpu', max: 1.5, unit: 'cores' });
    expect(config.policy.limits).toContainEqual({ metric: 'rss-growth', max: 64 * 1_024 ** 2, unit: 'bytes' });
    expect(config.policy.limits).toContainEqual({ metric: 'leak', max: 200, unit: 'B/operation' });
    expect(config.policy.limits).toHaveLength(13);
    expect(config.endurance).toEqual({ enabled: false });
    expect(config.policy).toMatchObject({ failOn: ['breach', 'broken-property'], inconclusive: 'fail', compare: { with: 'none' } });
    const [list, add, form, touch] = config.operations;
    expect(list).toMatchObject({ weight: 8, spec: { method: 'GET', path: '/items?page={{n}}', headers: { accept: 'application/json' } } });
    expect(add?.spec).toMatchObject({
      body: '{"sku":"{{uuid}}","tags":["a",null,1.5]}',
      headers: { 'content-type': 'application/json' },
      expect: {
        status: [200, 201],
        json: [
          { path: '$.item.sku', equals: 'x' },
          { path: '$.list[0]', equals: null },
        ],
      },
    });
    expect(form?.spec).toMatchObject({ body: 'name={{key}}', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(touch?.spec).toMatchObject({ method: 'PATCH', body: 'null' });
  });

  it('takes its property limits from its limits', () => {
    const config = decideConfig(givenFile(`${started}limits: { p95: 80ms, errors: 1% }\nproperties: { stability: { mean: 9ms } }`));
    expect(config.property.stability.limits).toEqual({ p95Ms: 80, meanMs: 9, errorsPercent: 1 });
  });

  it.each([
    ['cpu', '7%', { max: 0.07, unit: 'cores' }],
    ['cpu', '800%', { max: 8, unit: 'cores' }],
    ['leak', '1.5KB/op', { max: 1_536, unit: 'B/operation' }],
    ['leak', '50MB/h', { max: 50 * 1_024 ** 2, unit: 'B/h' }],
    ['leak', '"${LEAK}"', { max: 64, unit: 'B/operation' }],
  ])('takes a limit on %s of %s', (metric, text, limit) => {
    const config = decideConfig(givenFile(`${started}limits: { ${metric}: ${text} }`, { environment: { LEAK: '64B/op' } }));
    expect(config.policy.limits.find((each) => each.metric === metric)).toEqual({ metric, ...limit });
  });

  it('without operations loads the path that says ready', () => {
    const config = decideConfig(givenFile('service: { start: x, ready: /health }'));
    expect(config.operations).toMatchObject([{ name: 'ready', spec: { path: '/health' } }]);
  });

  it('remembers in the cache inside Actions, in a file elsewhere, and where it was told anywhere', () => {
    expect(decideConfig(givenFile(started, { inActions: true })).baseline.store).toBe('cache');
    expect(decideConfig(givenFile(started)).baseline.store).toBe('file');
    expect(decideConfig(givenFile(`${started}baseline: { store: none }`, { inActions: true })).baseline.store).toBe('none');
  });
});

describe('flags', () => {
  it('alone are enough: a start, or the address of a service that runs', () => {
    expect(decideConfig(givenFlags({ start: 'node x', users: '5', budget: '9s', suite: 'small' }))).toMatchObject({
      suite: 'small',
      service: { start: { kind: 'shell', line: 'node x' } },
      load: { users: { min: 1, max: 5 } },
      budgetMs: 9_000,
    });
    expect(decideConfig(givenFlags({ url: 'http://localhost:3000/' })).service).toMatchObject({
      start: null,
      url: 'http://localhost:3000',
    });
  });

  it('override the file, and an empty one is none', () => {
    const config = decideConfig(givenFile(`${started}users: 9\nbudget: 3m`, { flags: { users: '2..4', budget: '', start: 'node y' } }));
    expect(config).toMatchObject({ load: { users: { min: 2, max: 4 } }, budgetMs: 180_000, service: { start: { line: 'node y' } } });
  });

  it('that say nothing at all, without a file, are answered with what to do', () => {
    expect(faultOf(() => decideConfig(givenFlags({ users: '5', url: '' })))).toContain('plimsoll init');
    expect(faultOf(() => decideConfig(givenFlags({}, { inActions: true })))).toContain('input `start`');
  });

  it('are named in their faults the way they were given', () => {
    const flags = { start: 'x', users: '20..1', budget: 'soon' };
    expect(faultOf(() => decideConfig(givenFlags(flags)))).toBe(
      'The command line has 2 faults:\n' +
        '  --users: expected a number or a range from 1 to 1000, such as 1..20, the smaller first, found "20..1"\n' +
        '  --budget: expected a duration, such as 500ms, from 1s to 1h, found "soon"',
    );
    expect(faultOf(() => decideConfig(givenFlags(flags, { inActions: true })))).toContain(
      "The action's inputs has 2 faults:\n  input users:",
    );
  });
});

describe('the address of a service', () => {
  it.each([
    ['http://127.0.0.1:${PORT}', 'http://127.0.0.1:${PORT}'],
    ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000'],
    ['http://127.1.2.3', 'http://127.1.2.3'],
    ['http://LOCALHOST:80/a/b/', 'http://localhost/a/b'],
    ['http://[::1]:${PORT}/a', 'http://[::1]:${PORT}/a'],
    ['http://2130706433:1', 'http://127.0.0.1:1'],
    ['https://localhost:443/a', 'https://localhost/a'],
    ['https://127.0.0.1:${PORT}', 'https://127.0.0.1:${PORT}'],
    ['https://[::1]:80', 'https://[::1]:80'],
  ])('may be %s', (given, decided) => {
    expect(decideConfig(givenFlags({ start: 'x', url: given })).service.url).toBe(decided);
  });

  it.each([
    'http://example.com',
    'https://example.com',
    'httpss://127.0.0.1',
    'http://0.0.0.0:3000',
    'http://192.168.0.1',
    'http://127.0.0.1.example.com',
    'http://127.0.0.1:${PORT}.example.com',
    'http://${PORT}',
    'http://127.0.0.1@example.com',
    'http://example.com#127.0.0.1',
    'http://127.0.0.1:3000?x=1',
    'http://127.0.0.1\\@example.com',
    'http://user:pass@127.0.0.1',
    'http://127.0.0.1:0',
    'http://127.0.0.1:99999',
    'http://localhost.example.com',
    'http://[::ffff:10.0.0.1]',
    'http://127.0.0.1:${PORT}/${PORT}',
    'ftp://127.0.0.1',
    '127.0.0.1:3000',
    '//127.0.0.1',
  ])('is never %s', (given) => {
    expect(faultOf(() => decideConfig(givenFlags({ start: 'x', url: given })))).toContain(
      '  --url: expected the http or https address of a service on this machine',
    );
  });

  it.each(['http://user:pass@127.0.0.1', 'https://token@localhost:${PORT}/x'])(
    'says what is wrong with %s, without what is in it',
    (given) => {
      const fault = faultOf(() => decideConfig(givenFlags({ start: 'x', url: given })));
      expect(fault).toContain('with no user and password in it: a header carries them, found "http');
      expect(fault).not.toMatch(/pass@|token/);
    },
  );
});
