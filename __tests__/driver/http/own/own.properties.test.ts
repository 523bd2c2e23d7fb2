import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { driverSettings, now, perform, openHttpAt } from '../../../support/driving.ts';
import { operation } from '../../../support/operations.ts';
import { serveTcp, type TcpServer } from '../../../support/tcp-server.ts';
import { anyAnswer, read, type Reading } from './an-answer.ts';
import { askOracle, type OracleReading } from './undici.ts';

interface Difference {
  readonly why: string;
  /** What is in the answer. */
  readonly answer: RegExp;
  readonly ours: RegExp;
  readonly theirs: RegExp;
}

/** Where we mean to judge otherwise than undici. Ours and theirs begin with `ok` or `failed`. */
const differences: readonly Difference[] = [
  {
    why: 'undici hears of an answer before it looks at what follows; we do not call one good that does not end where it says',
    answer: /^/,
    ours: /^failed bytes after its end/,
    theirs: /^ok/,
  },
  {
    why: 'llhttp lets a name hold a space, and a line that begins with one go on the line before (RFC 9112 §5.1, §5.2: neither may be sent)',
    answer: /\r\n[^\r\n:]* [^\r\n:]*(:|\r|$)/,
    ours: /^failed .*\(bad header\)/,
    theirs: /^ok/,
  },
  {
    why: 'llhttp lets a head end with half a line end',
    answer: /\r\n(?:\n|\r[^\n])/,
    ours: /^failed .*\(bad header\)/,
    theirs: /^ok/,
  },
  {
    why: 'llhttp lets a reason phrase hold any byte but a line feed',
    // oxlint-disable-next-line no-control-regex -- those are the bytes
    answer: /HTTP\/1\.[01] \d{3}[^\r\n]*(?:[\u0000-\u0008\u007f]|\r[^\n])/,
    ours: /^failed .*\(bad status line\)/,
    theirs: /^ok/,
  },
  {
    why: 'llhttp looks into the extensions of a chunk; to us they are a text, because nothing hangs on them',
    answer: /\r\n[0-9a-f]+[ ;][^\r\n]*\r\n/i,
    ours: /^ok/,
    theirs: /^failed .*chunk extension/,
  },
  {
    why: 'llhttp lets a bare line feed end the data of a chunk',
    answer: /[^\r]\n/,
    ours: /^failed .*\(bad chunk\)/,
    theirs: /^ok/,
  },
  {
    why: 'llhttp takes a tab after a length or a coding for a part of it (RFC 9110 §5.5: it is none of the value)',
    answer: /(?:content-length|transfer-encoding):[^\r\n]*\t\r\n/i,
    ours: /^(?:ok|failed)/,
    theirs: /^(?:ok|failed)/,
  },
  {
    why: 'undici waits for a body after 204 and 304 when they name a coding (RFC 9112 §6.3: they have none)',
    answer: /HTTP\/1\.[01] (?:204|304)[^]*transfer-encoding:/i,
    ours: /^ok/,
    theirs: /^failed/,
  },
];

const seen = ({ kind, status, fields, body }: Reading | OracleReading): unknown => ({
  kind,
  status,
  // undici leaves the spaces behind a value.
  fields: fields.map((line) => line.trimEnd()),
  body,
});

const isMeant = (bytes: Buffer, ours: Reading, theirs: OracleReading): boolean =>
  differences.some(
    ({ answer, ...said }) =>
      answer.test(bytes.toString('latin1')) &&
      said.ours.test(`${ours.kind} ${ours.why}`) &&
      said.theirs.test(`${theirs.kind} ${theirs.why}`),
  );

/** Serves the answer whose number the path says, and closes. */
const serveAnswers = (answers: readonly Buffer[]): Promise<TcpServer> =>
  serveTcp((socket) => {
    socket.once('data', (data) => socket.end(answers[Number(/\/(\d+)/.exec(String(data))?.[1])] ?? ''));
  });

describe('our own HTTP/1.1', () => {
  it('reads an answer the same wherever it is cut', () => {
    fc.assert(
      fc.property(anyAnswer, (bytes) => {
        const { unasked, ...whole } = read([bytes]);
        for (let at = 0; at <= bytes.length; at += 1) {
          expect(read([bytes.subarray(0, at), bytes.subarray(at)]), `cut at ${at}`).toMatchObject(whole);
        }
        expect(read([...bytes].map((byte) => Buffer.from([byte])))).toMatchObject({ ...whole, unasked });
      }),
      { numRuns: 150, seed: 20_250_101 },
    );
  });

  it('reads every answer as undici does, but where we mean to differ', async () => {
    const answers = fc.sample(anyAnswer, { numRuns: 600, seed: 7_540 });
    await using server = await serveAnswers(answers);
    const wrong: unknown[] = [];
    let accepted = 0;
    for (const [index, bytes] of answers.entries()) {
      const theirs = await askOracle(server.url, `/${index}`);
      const ours = read([bytes]);
      accepted += ours.kind === 'ok' ? 1 : 0;
      if (JSON.stringify(seen(ours)) === JSON.stringify(seen(theirs)) || isMeant(bytes, ours, theirs)) continue;
      wrong.push({ bytes: bytes.toString('latin1'), ours, theirs });
    }
    expect(wrong).toEqual([]);
    // Neither all good nor all bad, or it would prove little.
    expect(accepted / answers.length).toBeGreaterThan(0.4);
    expect(accepted / answers.length).toBeLessThan(0.9);
  });

  it('tells through a socket what its parser read', async () => {
    const answers = fc.sample(anyAnswer, { numRuns: 300, seed: 7_112 });
    await using server = await serveAnswers(answers);
    const driver = openHttpAt(
      { url: server.url },
      answers.map((_, index) => operation(String(index))),
      driverSettings(),
      now,
    );
    for (const [index, bytes] of answers.entries()) {
      // Each on a connection of its own: some of these answers promise to keep one that the server then ends.
      const outcome = await perform(driver.openSession(index), index);
      const reading = read([bytes]);
      const answered = outcome.kind === 'ok' || outcome.error === 'status';
      expect(answered, JSON.stringify({ outcome, reading, bytes: bytes.toString('latin1') })).toBe(reading.kind === 'ok');
      if (answered) expect(outcome.bytes).toBe(reading.body.length);
      else expect(outcome).toMatchObject({ error: expect.stringMatching(/^(protocol|reset)$/) });
    }
    await driver.close();
  });
});
