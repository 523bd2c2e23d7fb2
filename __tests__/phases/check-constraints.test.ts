import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { shareBudget, type BudgetShares } from '../../src/load/budget.ts';
import { checkConstraints, type Pressed } from '../../src/phases/check-constraints.ts';
import type { Fate, Succession } from '../../src/phases/succession.ts';
import { readScenario } from '../../src/property/text.ts';
import { replay } from '../../src/replay.ts';
import type { World } from '../../src/world.ts';
import { useWorld } from '../load/an-engine.ts';
import { askedOf, configOf, openStand } from './a-stand.ts';

let world: World;
useWorld((made) => {
  world = made;
});

const operations = { there: { get: '/there' }, here: { get: '/here' } };
const under = (...constraints: readonly string[]): Readonly<Record<string, unknown>> => ({ constraints: { under: constraints } });

/** Of the two minutes of the test's story so much is left for pressures. */
function sharesWith(constraintsMs: number): BudgetShares {
  return { ...shareBudget(120_000), constraintsMs, spareMs: 120_000 - constraintsMs };
}

interface Checked extends Pressed {
  readonly fate: Fate | null;
  readonly summaries: readonly string[];
}

async function check(
  config: Config,
  { constraintsMs = 8_000, change = (line) => line }: { constraintsMs?: number; change?: (line: Succession) => Succession } = {},
): Promise<Checked> {
  await using stand = await openStand(config, world);
  const pressed = await checkConstraints(askedOf(config), sharesWith(constraintsMs), [], change(stand.line), stand.story, world);
  return { ...pressed, fate: stand.line.fate(), summaries: stand.story.phases.map(({ name, summary }) => `${name}: ${summary}`) };
}

const again = async (config: Config, text: string): Promise<ReturnType<typeof replay>> =>
  replay(config, readScenario(text), null, { options: [] }, world, () => undefined);

const onLinux = it.runIf(process.platform === 'linux' && existsSync('/usr/bin/prlimit'));

describe('the check of pressures', () => {
  onLinux('tells a death under pressure as that and nothing else, with the fewest users, and shows it again', async () => {
    const config = configOf('opens-files', operations, '1..8', world, {}, under('fds=+2'));
    const { findings, searches, counterexamples, fate, summaries } = await check(config);
    expect(fate).toBeNull();
    expect(summaries).toEqual(['constraints: 1 pressure · broken: fds=+2']);
    const [finding] = findings;
    expect(finding).toMatchObject({ kind: 'broken', id: 'property.constraints' });
    expect(finding?.sentence).toMatch(/^the service exited with status 1 under `fds=\+2` already at [23] users$/);
    expect(finding?.evidence.join('\n')).toContain("code: 'EMFILE'");
    const text = finding?.kind === 'broken' ? (finding.replay ?? '') : '';
    expect(text).toMatch(/^u[23] closed mix=there:1,here:1 .* seed=7 under=fds=\+2$/);
    expect(counterexamples).toEqual([{ property: 'property.constraints', scenario: text }]);
    expect(searches).toMatchObject([{ property: 'property.constraints', scenarios: 1, spread: ['broken: fds=+2'] }]);

    const seen = await again(config, text);
    expect(seen).toMatchObject({ kind: 'broken', id: 'property.constraints', replay: expect.stringContaining('under=fds=+2') });
    // With room for all of its files it stands the same load.
    expect(await again(config, text.replace('fds=+2', 'fds=+200,net=1ms'))).toMatchObject({
      kind: 'held',
      sentence: expect.stringMatching(/^held in 2 of 2 measurements under `fds=\+200` and `net=1ms` at [23] users$/),
    });
  });

  it('tells a service that answers wrongly once its clients have left', async () => {
    const told = { ...operations, here: { get: '/here', expect: { json: { '$.path': '/here' } } } };
    const config = configOf('mixes-up-abandoned', told, '1..1', world, {}, under('abandon=100/s@1ms'));
    const { findings, fate } = await check(config);
    expect(fate).toBeNull();
    expect(findings).toMatchObject([
      { kind: 'broken', limit: 0, sentence: expect.stringMatching(/^\d+ answers were wrong under `abandon=100\/s@1ms` /) },
    ]);
    expect(findings[0]?.evidence[0]).toBe('assertion: $.path is "/there", expected "/here"');
  });

  it('tells a healthy one in a fresh process, and what there was no time for', async () => {
    const config = configOf('healthy', operations, '1..2', world, {}, under('net=5ms', 'slow=2@1KB/s', 'abandon=9/s@1ms'));
    let renewals = 0;
    const counted = (line: Succession): Succession => ({
      ...line,
      renew: (inspect) => {
        renewals += 1;
        return line.renew(inspect);
      },
    });
    const { findings, searches, summaries } = await check(config, { constraintsMs: 5_600, change: counted });
    expect(renewals).toBe(1);
    // The seed begins with the second of them.
    expect(summaries).toEqual(['constraints: 1 pressure · held · not tried: net=5ms, abandon=9/s@1ms']);
    expect(findings).toMatchObject([{ kind: 'held', sentence: expect.stringMatching(/ at 2 users under `slow=2@1KB\/s`$/) }]);
    expect(findings[0]?.evidence).toContain('net=5ms: not tried: the time was up');
    expect(searches[0]?.spread[0]).toMatch(/^held: slow=2@1KB\/s, back after \d/);
  });

  it('puts nothing on a service that fails without it, and blames nothing on pressure', async () => {
    const failing = { there: { get: '/there', expect: { status: 201 } } };
    const { findings, searches } = await check(configOf('healthy', failing, '1..2', world, {}, under('net=5ms')));
    const sentence = 'The service was put under no pressure: too many requests failed without pressure';
    expect(findings).toMatchObject([{ kind: 'inconclusive', measured: null, limit: null, sentence }]);
    expect(searches).toMatchObject([{ scenarios: 0 }]);
  });

  it('looks at nothing without the time, and says so without a number; at nothing at all where nobody wants it', async () => {
    const config = configOf('healthy', operations, '1..2', world, {}, under('net=5ms'));
    const { findings, searches, summaries } = await check(config, { constraintsMs: 0 });
    expect(findings).toMatchObject([
      { kind: 'inconclusive', measured: null, limit: null, sentence: expect.stringContaining('too little time') },
    ]);
    expect([searches, summaries]).toEqual([[], []]);
    const unwanted = await check(configOf('healthy', operations, '1..2', world, {}, { constraints: false }));
    expect(unwanted).toMatchObject({ findings: [], searches: [], summaries: [] });
  });

  it('leaves a service in peace that somebody else started', async () => {
    const config = configOf('healthy', operations, '1..2', world, {}, under('net=5ms'));
    const foreign = (line: Succession): Succession => ({
      ...line,
      current: () => {
        const stand = line.current();
        return { ...stand, rig: { ...stand.rig, service: { ...stand.rig.service, pid: null } } };
      },
    });
    const { findings, summaries } = await check(config, { change: foreign });
    expect(findings).toMatchObject([{ kind: 'inconclusive', limit: null, sentence: expect.stringContaining('not started here') }]);
    expect(summaries).toEqual([]);
  });
});
