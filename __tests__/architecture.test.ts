import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../src/version.ts';

const root = resolve(import.meta.dirname, '..');
const src = join(root, 'src');

const stages = ['service', 'driver', 'load', 'monitor', 'property', 'diagnose', 'baseline', 'verdict'];
const ground = ['model', 'units', 'words', 'world', 'simulation', 'git', 'fault', 'version'];

/** Room → rooms (or single files) it may import besides itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  action: [
    'gate',
    'further',
    'against',
    'deliver',
    'seal',
    'out',
    'narrate',
    'config',
    'report',
    'github',
    'baseline',
    'monitor/runner',
    ...ground,
  ],
  cli: ['commands', 'seal', 'report/redact', ...ground],
  engine: ['driver/open', 'load', ...ground],
  host: ['driver/module/host/serve', ...ground],
  clock: ['load'],
  commands: [
    'gate',
    'compare',
    'again',
    'replay',
    'look',
    'doctor',
    'copies',
    'story',
    'seal',
    'out',
    'narrate',
    'config',
    'report',
    'baseline',
    'monitor/runner',
    'property/text',
    'property/race/note',
    'race',
    ...ground,
  ],
  race: ['property', 'service', ...ground],
  racer: ['property', ...ground],
  deliver: ['gate', 'out', 'report', 'github', ...ground],
  seal: ['gate', 'config/schema', 'driver/secrets', 'report'],
  narrate: ['story', 'report', ...ground],
  out: ['report', ...ground],
  gate: ['accepted', 'again', 'against', 'measure', 'story', 'config/schema', ...stages, ...ground],
  against: ['phases', 'config/schema', 'service', ...ground],
  compare: ['baseline', 'verdict', ...ground],
  replay: ['again', 'phases', 'first-rig', 'rig', 'story', 'config/schema', ...stages, ...ground],
  again: ['property/text', ...ground],
  accepted: ['against', 'config/schema', 'baseline', ...ground],
  further: ['accepted', 'baseline', 'github', ...ground],
  measure: ['phases', 'rig', 'story', 'config/schema', ...stages, ...ground],
  phases: ['first-rig', 'rig', 'story', 'config/schema', 'stats/chance', 'stats/median', ...stages, ...ground],
  'first-rig': ['rig', 'config/schema', ...stages, ...ground],
  rig: ['drain-test', 'watched-load', 'play', 'config/schema', ...stages, ...ground],
  play: ['driver', 'load', ...ground],
  'watched-load': ['drain-test', ...stages, ...ground],
  'drain-test': [...stages, ...ground],
  look: ['config/look', 'story', ...stages, ...ground],
  doctor: ['story', ...stages, ...ground],
  copies: ['phases', 'story', 'config/schema', ...stages, ...ground],
  story: [...ground],
  config: [...stages.map((stage) => `${stage}/settings`), 'service/base-settings', 'service/withheld', 'model', 'units', 'fault'],
  ...Object.fromEntries(stages.map((stage) => [stage, ['stats', ...ground]])),
  report: ['model', 'units', 'stats'],
  github: ['fault'],
  model: [],
  units: ['model'],
  words: ['model'],
  stats: [],
  world: [],
  simulation: ['model', 'stats', 'world'],
  git: ['world'],
  fault: [],
  version: [],
};

/** Library → the only places that may import it. */
const homes: Readonly<Record<string, readonly string[]>> = {
  'fast-check': ['property/'],
  undici: ['driver/http/'],
  ws: ['monitor/inspector/'],
  pidusage: ['monitor/portable.ts'],
  pg: ['driver/postgres/'],
  ioredis: ['driver/redis/'],
  '@actions/cache': ['baseline/cache.ts'],
  '@actions/core': ['action.ts', 'github/'],
  '@actions/github': ['github/'],
  '@actions/artifact': ['github/'],
  '@octokit/plugin-retry': ['github/'],
  'markdown-table': ['report/'],
  'hdr-histogram-js': ['load/'],
  zod: [
    'config/',
    'units/',
    'baseline/',
    'service/settings.ts',
    'service/base-settings.ts',
    'driver/settings.ts',
    'driver/environment-schema.ts',
    'driver/expectation-settings.ts',
    'driver/json-path-schema.ts',
    'driver/meaning-settings.ts',
    'driver/http/settings.ts',
    'driver/stdio/settings.ts',
    'driver/exec/settings.ts',
    'driver/postgres/settings.ts',
    'driver/redis/settings.ts',
    'driver/module/settings.ts',
    'driver/simulated/settings.ts',
    'load/settings.ts',
    'property/cache-settings.ts',
    'property/constraint-settings.ts',
    'property/database-settings.ts',
    'property/mixed-settings.ts',
    'property/settings.ts',
    'property/session-settings.ts',
    'property/sustained-settings.ts',
    'verdict/settings.ts',
  ],
  yaml: ['config/'],
  commander: ['cli.ts'],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const imports: readonly Import[] = files.flatMap((from) => {
  const text = readFileSync(join(src, from), 'utf8');
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  return specifiers.map((to) => ({ from, to: to.startsWith('.') ? relative(src, resolve(src, dirname(from), to)) : to }));
});
const own = imports.filter(({ to }) => to.endsWith('.ts'));
const foreign = imports.filter(({ to }) => !to.endsWith('.ts') && !to.startsWith('node:'));

const roomOf = (file: string): string => file.split('/')[0]?.replace(/\.ts$/, '') ?? '';

describe('the rooms', () => {
  it('import only what the table allows', () => {
    const wrong = own.filter(({ from, to }) => {
      const mine = roomOf(from);
      const permitted = allowed[mine] ?? [];
      return roomOf(to) !== mine && !permitted.includes(roomOf(to)) && !permitted.includes(to.replace(/\.ts$/, ''));
    });
    expect(wrong).toEqual([]);
  });

  it('are all in the table', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => !(room in allowed))).toEqual([]);
  });

  it('have no import circle, type imports included', () => {
    const targets = new Map<string, string[]>();
    for (const { from, to } of own) targets.set(from, [...(targets.get(from) ?? []), to]);
    const done = new Set<string>();
    const circleFrom = (file: string, trail: readonly string[]): readonly string[] | undefined => {
      if (trail.includes(file)) return [...trail, file];
      if (done.has(file)) return undefined;
      for (const next of targets.get(file) ?? []) {
        const circle = circleFrom(next, [...trail, file]);
        if (circle !== undefined) return circle;
      }
      done.add(file);
      return undefined;
    };
    expect(files.map((file) => circleFrom(file, [])).filter((circle) => circle !== undefined)).toEqual([]);
  });

  it('know drivers by what they have in common: only what runs one in a place of its own looks into its folder', () => {
    const apart = ['host.ts', 'play.ts'];
    expect(own.filter(({ from, to }) => roomOf(from) !== 'driver' && /^driver\/.+\//.test(to) && !apart.includes(from))).toEqual([]);
    // `model/` says what is asked of each, and `driver/` who does it.
    const naming = files.filter(
      (file) =>
        !/^(driver|model)\//.test(file) &&
        /\.(stdio|postgres|redis)\b|'(stdio|exec|postgres|redis|module)'/.test(readFileSync(join(src, file), 'utf8')),
    );
    expect(naming).toEqual([]);
  });

  it('keep each library in its one home', () => {
    const wrong = foreign.filter(({ from, to }) => {
      const name = to
        .split('/')
        .slice(0, to.startsWith('@') ? 2 : 1)
        .join('/');
      return !(homes[name] ?? []).some((home) => from.startsWith(home));
    });
    expect(wrong).toEqual([]);
  });

  it('hold no drawers and no file over 250 lines', () => {
    const drawers = files.filter((file) => /(^|\/)(utils?|helpers?|types|constants|common|misc|index)(\.ts|\/)/.test(file));
    const long = files.filter((file) => readFileSync(join(src, file), 'utf8').split('\n').length > 250);
    expect({ drawers, long }).toEqual({ drawers: [], long: [] });
  });

  it('take time and chance from the world outside load, driver and monitor', () => {
    const wrong = files.filter(
      (file) =>
        !/^(world|action|cli)\.ts$|^(load|driver|monitor)\//.test(file) &&
        /\bDate\.now\(|\bMath\.random\(|\bsetTimeout\(|\bperformance\.now\(|\bfetch\(/.test(readFileSync(join(src, file), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the version', () => {
  it('is the one in package.json', () => {
    expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).toMatchObject({ version });
  });
});
