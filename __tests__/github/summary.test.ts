import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendSummary } from '../../src/github/summary.ts';

let root: string;
let file: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plimsoll-summary-'));
  file = join(root, 'summary');
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

describe('the job summary', () => {
  it('is appended to what the step wrote before', async () => {
    await writeFile(file, 'before\n');
    expect(await appendSummary(file, '# report')).toEqual({ kind: 'done', sentence: 'Job summary written.', url: '' });
    expect(await readFile(file, 'utf8')).toBe('before\n# report\n');
  });

  it('stays below 900 KB, what was there before included', async () => {
    await writeFile(file, 'x'.repeat(800 * 1_024));
    expect(await appendSummary(file, '🚢'.repeat(50_000))).toMatchObject({ kind: 'degraded', sentence: 'Job summary cut at 900 KB.' });
    const bytes = await readFile(file);
    expect(bytes.length).toBeLessThanOrEqual(900 * 1_024);
    expect(bytes.length).toBeGreaterThan(900 * 1_024 - 8);
    expect(bytes.toString()).not.toContain('\ufffd');
    expect((await appendSummary(file, 'more')).sentence).toContain('900 KB already');
  });

  it.each([[undefined], ['']])('says so when there is none: %j', async (missing) => {
    expect(await appendSummary(missing, 'x')).toMatchObject({
      kind: 'degraded',
      sentence: 'No job summary: GITHUB_STEP_SUMMARY is not set.',
    });
  });

  it('says so when it cannot be written', async () => {
    expect(await appendSummary(join(root, 'no', 'such'), 'x')).toMatchObject({
      kind: 'degraded',
      sentence: expect.stringContaining('ENOENT'),
    });
  });
});
