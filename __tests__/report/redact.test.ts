import { describe, expect, it } from 'vitest';
import type { Gated } from '../../src/gate.ts';
import type { Run } from '../../src/model/run.ts';
import { seal } from '../../src/seal.ts';
import { redact, redactAll } from '../../src/report/redact.ts';
import { tellHtml } from '../../src/report/html.ts';
import { tellJson } from '../../src/report/json.ts';
import { documents } from './documents.ts';

describe('a known secret', () => {
  it('is blotted out wherever it stands, the longest first', () => {
    expect(redact('a s3cret-long b s3cret c', ['s3cret', 's3cret-long'])).toBe('a *** b *** c');
  });

  it('is known line by line, and as URLs, JSON and HTML carry it', () => {
    const secret = 'first line\nse"c<r&t';
    expect(redact('first line', [secret])).toBe('***');
    expect(redact(JSON.stringify('se"c<r&t'), [secret])).toBe('"***"');
    expect(redact('se&#34;c&lt;r&amp;t', [secret])).toBe('***');
    expect(redact(encodeURIComponent('se"c<r&t'), [secret])).toBe('***');
  });

  it('too short to be one does not blot out ordinary words', () => {
    expect(redact('p95 of a', ['a', '', 'p9'])).toBe('p95 of a');
  });
});

describe('credentials', () => {
  it.each([
    ['Authorization: Bearer abc.def-123', 'Authorization: ***'],
    ['authorization: Basic dTpw next', 'authorization: *** next'],
    ['{"Authorization":"Bearer abc","x":1}', '{"Authorization":"***","x":1}'],
    ['Authorization: Digest username="u", realm="r", response="0a" then', 'Authorization: ***then'],
    ['Proxy-Authorization=token gh_abc', 'Proxy-Authorization=***'],
    ['Set-Cookie: sid=1; Path=/', 'Set-Cookie: ***'],
    ['sent bearer abcdefghijklmnop0123', 'sent bearer ***'],
    ['postgres://user:p@ss@db.invalid/shop?sslmode=off down', 'postgres://***@db.invalid/shop?… down'],
    ['GET http://127.0.0.1:80/a?token=x&b=2#f', 'GET http://127.0.0.1:80/a?…#f'],
    ['/items?page=2', '/items?page=2'],
  ])('%s', (text, expected) => {
    expect(redact(text, [])).toBe(expected);
  });

  it('takes time in proportion to the text', () => {
    for (const unit of ['a://', 'authorization: digest a="', '/?', 'cookie:', 'https://x?']) {
      expect(redact(unit.repeat(20_000), ['secret']).length).toBeGreaterThan(0);
    }
  });
});

describe('a rendered document', () => {
  it('stays whole when it is redacted as text', () => {
    const { run, verdict } = documents.hostile;
    expect(JSON.parse(redact(tellJson(verdict), ['octocat']))).toMatchObject({ schema: 'plimsoll.verdict/1' });
    const page = tellHtml(run, verdict);
    expect(redact(page, ['octocat']).match(/<[^>]*>/g)).toEqual(page.match(/<[^>]*>/g));
  });

  it('knows no secret when the document it is made from was redacted', () => {
    const { run, verdict } = documents.slow;
    const leaking = { ...run, serviceOutput: ['connected with hunter2&<friends>'] };
    const [sealed] = redactAll([leaking, verdict] as const, ['hunter2&<friends>']);
    expect(tellHtml(leaking, verdict)).toContain('hunter2');
    expect(tellHtml(sealed, verdict)).not.toContain('hunter2');
    expect(redactAll(documents.healthy.run, [])).toEqual(documents.healthy.run);
  });

  it('knows no secret in what is told of the base, of starts that failed and of what was accepted', () => {
    const secret = 'hunter2-and-more';
    const { run, verdict } = documents['paired-regression'];
    if (run.base.kind !== 'paired' || run.startup === null) throw new Error('not paired');
    const told = `It says ${secret} loudly.`;
    const accepted = [{ metric: 'p95', because: told, by: 'commit 4f2c1e9' }];
    const comparisons = verdict.comparisons.map((each) => ({ ...each, accepted: told }));
    const of = (base: Run['base'], failures: readonly string[] = []): Gated => ({
      run: { ...run, base, accepted, startup: { readyMs: [1], emptyMs: [1], failures } },
      verdict: { ...verdict, comparisons },
      keeping: { kind: 'kept', sentence: '' },
    });
    const paired = { ...run.base.paired, name: told, failures: [told], notes: [told] };
    for (const gated of [
      of({ kind: 'paired', paired }, [told]),
      of({ kind: 'absent', why: told, missed: true }),
      of({ kind: 'same', commit: '', name: told }),
    ]) {
      const sealed = seal(gated, [secret]);
      expect(JSON.stringify(gated)).toContain(secret);
      expect(JSON.stringify(sealed)).not.toContain(secret);
      expect(sealed.run.accepted[0]).toEqual({ metric: 'p95', because: 'It says *** loudly.', by: 'commit 4f2c1e9' });
      expect(sealed.run.metrics).toEqual(run.metrics);
    }
  });

  it('keeps the names by which others find things, whatever the secrets are', () => {
    const { run } = documents.slow;
    const sealed = redactAll(run, [run.suite, run.steady.ended, run.configHash, run.schema, 'list']);
    expect(sealed).toMatchObject({ suite: run.suite, configHash: run.configHash, schema: run.schema, steady: { ended: run.steady.ended } });
    expect(sealed.steady.operations.map(({ name }) => name)).toEqual(run.steady.operations.map(({ name }) => name));
  });
});
