import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { annotate, setOutputs } from '../../src/github/outputs.ts';
import { readCommands, readOutputs } from '../support/runner-files.ts';

let root: string;
let printed: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plimsoll-outputs-'));
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

describe('outputs', () => {
  it('reach the next step whole, whatever they hold', async () => {
    await writeFile(join(root, 'output'), '');
    vi.stubEnv('GITHUB_OUTPUT', join(root, 'output'));
    const outputs = { verdict: 'fail', json: '{"a":"x\\n"}\nEOF\nverdict=pass\nx<<EOF' };
    expect(setOutputs(outputs).kind).toBe('done');
    expect(readOutputs(await readFile(join(root, 'output'), 'utf8'))).toEqual(outputs);
  });

  it('are given up in one sentence when they cannot be written', () => {
    vi.stubEnv('GITHUB_OUTPUT', join(root, 'missing'));
    expect(setOutputs({ verdict: 'pass' })).toMatchObject({ kind: 'degraded', sentence: expect.stringMatching(/^No outputs: /) });
  });
});

describe('the annotation', () => {
  it.each(['error', 'warning', 'notice'] as const)('is one %s and nothing else, whatever the headline holds', (level) => {
    annotate(level, 'p95 50% slower\n::add-path::/evil\r##[add-path]/evil');
    expect(readCommands(printed)).toEqual([
      { name: level, properties: { title: 'Plimsoll' }, message: 'p95 50% slower ::add-path::/evil # #[add-path]/evil' },
    ]);
  });
});
