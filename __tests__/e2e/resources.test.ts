import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { node, plimsoll, root, temporaryFolder } from '../support/cli.ts';
import { brokenOf, findingOf, readVerdict, scenarioOf, type Found } from '../support/verdict.ts';

interface Told {
  readonly status: number | null;
  readonly stderr: string;
  readonly broken: readonly string[];
  readonly find: (id: string) => Found | undefined;
}

async function told(args: readonly string[], options: Parameters<typeof plimsoll>[1] = {}): Promise<Told> {
  const { status, stdout, stderr } = await plimsoll([...args, '--json'], options);
  const verdict = readVerdict(stdout);
  const all = brokenOf(verdict);
  return {
    status,
    stderr,
    // What only refers to another finding is not counted.
    broken: all.filter((id) => !all.includes(findingOf(verdict, id)?.toldBy ?? '')),
    find: (wanted) => findingOf(verdict, wanted),
  };
}

/** Gates a fixture service by itself, without a property search. */
async function gate(
  name: string,
  budget: string,
  environment: Readonly<Record<string, string>> = {},
  words: readonly string[] = [],
): Promise<Told> {
  await using folder = await temporaryFolder();
  const command = name.endsWith('.py') ? ['python3'] : [node, ...words];
  await folder.write(
    'plimsoll.yml',
    `
service:
  start: ${JSON.stringify([...command, join(root, 'fixtures/services', name)])}
  ready: /health
  environment: ${JSON.stringify(environment)}
operations: { work: { get: "/?id={{uuid}}" } }
users: 1..10
properties: { stability: false }
compare: { with: none }
baseline: { store: none }
budget: ${budget}
`,
  );
  return await told(['run'], { cwd: folder.path });
}

describe('a service that leaks', () => {
  it('is told by what it leaves behind for each operation, and where in its code', async () => {
    const { status, broken, find } = await told(['demo', '--fault', 'leak']);
    expect({ status, broken }).toEqual({ status: 1, broken: ['leak.memory'] });
    const leak = find('leak.memory');
    const [low, high] = leak?.interval ?? [Number.NaN, Number.NaN];
    expect(low).toBeGreaterThan(600);
    expect(high).toBeLessThan(1_600);
    expect(leak?.evidence.join('\n')).toContain('rememberOrder');
    expect(scenarioOf(leak)).toContain('seek=leak');
  });

  it('is told by the descriptors it forgets', async () => {
    const { status, broken } = await gate('leaks-descriptors.mjs', '20s');
    expect({ status, broken }).toEqual({ status: 1, broken: ['leak.descriptors'] });
  });

  it('is not one whose cache fills to its bound', async () => {
    const { status, broken, find } = await gate('fills-cache.mjs', '14s');
    expect({ status, broken }).toEqual({ status: 0, broken: [] });
    expect(find('leak.memory')?.kind).not.toBe('broken');
  });
});

describe('a service that gets stuck', () => {
  it('in a deadlock is named, and again by the replay', async () => {
    const { status, broken, find } = await told(['demo', '--fault', 'hang']);
    expect({ status, broken }).toEqual({ status: 1, broken: ['hang.deadlock'] });
    const again = await plimsoll(['replay', scenarioOf(find('hang.deadlock'))]);
    expect(again).toMatchObject({ status: 1, stdout: expect.stringContaining('hang.deadlock broken') });
  });

  it('in an endless loop is named, with the place in its code', async () => {
    const { status, broken, find } = await told(['demo', '--fault', 'spin']);
    expect({ status, broken }).toEqual({ status: 1, broken: ['hang.spin'] });
    expect(find('hang.spin')?.evidence.join('\n')).toContain('findPrice');
  });
});

describe('a service that leaves a lock behind', () => {
  it('is said not to start again; what was measured stands, and nothing else is made of it', async () => {
    await using folder = await temporaryFolder();
    const { status, stderr, broken, find } = await gate('leaves-lock.mjs', '20s', { LOCK: join(folder.path, 'lock') });
    expect({ status, broken }).toEqual({ status: 1, broken: ['startup'] });
    expect(find('startup')?.evidence.join('\n')).toContain('another one runs already');
    expect(find('limit.errors')).toMatchObject({ kind: 'held' });
    expect(find('leak.memory')?.sentence).toContain('no fresh process of it started');
    expect(stderr).toContain('no fresh process started');
  });
});

describe('a service that dies of its load', () => {
  it('by a signal is a crash, and no hang of ours', async () => {
    const { status, broken, find } = await gate('crashes.mjs', '10s', { HOW: 'kill' });
    expect({ status, broken }).toEqual({ status: 1, broken: ['crash'] });
    expect(find('crash')?.sentence).toContain('SIGKILL');
    expect(find('crash')?.sentence).toContain('while it was warmed up');
  });

  it('for want of memory says so', async () => {
    const { status, broken, find } = await gate('oom.mjs', '15s', {}, ['--max-old-space-size=48']);
    expect({ status, broken }).toEqual({ status: 1, broken: ['crash'] });
    expect(find('crash')?.sentence).toMatch(/memory/);
  });
});
