import { describe, expect, it } from 'vitest';

import type { Look } from '../../src/model/look.ts';
import { tellLook } from '../../src/report/look.ts';
import { tellLookJson } from '../../src/report/look-json.ts';
import { aLook, latency, openLoad } from './a-look.ts';

/** Thin spaces, which group digits, as plain ones. */
const tell = (look: Look, width = 100): string => tellLook(look, { colour: false, width }).replaceAll('\u2009', ' ');
const firstLine = (text: string): string => text.split('\n')[0] ?? '';
/** The columns of a table's line. */
const cells = (text: string, name: string): readonly string[] =>
  text
    .split('\n')
    .find((line) => line.trim().startsWith(name))
    ?.trim()
    .split(/\s{2,}/) ?? [];

describe('a look for a terminal', () => {
  it('begins with the whole load in a line', () => {
    expect(firstLine(tell(aLook()))).toBe('48 120 requests in 10 s · 4 812/s · 0 errors · 10 users');
  });

  it('tells of an open load what was planned and what left', () => {
    expect(firstLine(tell(aLook(openLoad())))).toBe(
      '48 120 requests in 10 s · 1 000/s sent of 1 000/s planned · 0 errors · poisson arrivals',
    );
  });

  it('says before anything else that the numbers are not the service’s, where they are not', () => {
    const look = aLook({}, { runner: { kind: 'spoiled', sentence: 'The load generator waited for a core 40 % of the time.' } });
    expect(firstLine(tell(look))).toBe("⚪ These numbers are not the service's: The load generator waited for a core 40 % of the time.");
  });

  it('has all quantiles of response, service and lag, in milliseconds', () => {
    const text = tell(aLook());
    expect(cells(text, 'ms ')).toEqual(['ms', 'min', 'mean', 'p50', 'p75', 'p90', 'p95', 'p99', 'p999', 'max']);
    expect(cells(text, 'response')).toEqual(['response', '0.500', '2.40', '2.00', '3.00', '4.00', '5.20', '8.00', '18.0', '24.0']);
    expect(cells(text, 'lag')[3]).toBe('0.010');
  });

  it('has a dash where the count does not support a quantile', () => {
    const { observation } = aLook();
    const text = tell(aLook({ total: { ...observation.total, responseMs: latency(120, 2) } }));
    expect(cells(text, 'response')[8]).toBe('–');
  });

  it('leaves out what tells least where the terminal is narrow, but never p95', () => {
    expect(cells(tell(aLook(), 60), 'ms ')).toContain('p95');
    expect(cells(tell(aLook(), 60), 'ms ')).not.toContain('p75');
    expect(cells(tell(aLook(), 20), 'ms ')).toContain('p95');
  });

  it('draws a bar for every class of response times; one of 48 120 is seen', () => {
    const lines = tell(aLook())
      .split('\n')
      .filter((line) => line.includes('…') && line.includes(' ms '));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/1…2\.2 ms {2}█+ +60 % +29 000$/);
    expect(lines[2]).toMatch(/4\.6…10 ms {2}▏ +0 % +1$/);
  });

  it('tells each kind of error with its number and one example', () => {
    const { observation } = aLook();
    const text = tell(
      aLook({
        total: {
          ...observation.total,
          errors: 15,
          errorKinds: { status: 3, timeout: 12 },
          errorExamples: [{ error: 'status', detail: 'GET /: 500 Internal Server Error' }],
        },
      }),
    );
    expect(firstLine(text)).toContain('15 errors (0 %)');
    expect(text).toMatch(/errors\s+12 × timeout\n.*errors\s+3 × status, e\.g\. GET \/: 500 Internal Server Error/);
  });

  it('says when arrivals queued for a connection, and what to do', () => {
    const { observation } = aLook();
    const queued = {
      ...openLoad({ queued: 2_500, longestQueue: 480, unsent: 3, peakConnections: 20 }),
      total: { ...observation.total, serviceMs: latency(10_000, 0.5) },
    };
    const text = tell(aLook(queued)).replace(/\s+/g, ' ');
    expect(text).toContain(
      '2 500 of 10 000 queued for a connection, 480 at once, 20 connections at most; 3 never left and count as timeouts.',
    );
    expect(text).toContain('p99 is 8 ms with the wait, 2 ms without. Lower the rate, or raise --connections');
    expect(tell(aLook(openLoad({ queued: 2 })))).not.toContain('--connections');
    expect(tell(aLook(openLoad()))).toContain('nobody waited');
  });

  it('says that it was stopped, and of what', () => {
    expect(firstLine(tell(aLook({ ended: 'stopped', durationMs: 3_200 })))).toContain('in 3.2 s (stopped, 10 s were asked for)');
  });

  it('tells what it cost', () => {
    expect(tell(aLook())).toMatch(/own cost +1\.23 s of CPU time, 12 % of a core, 39 122 requests per CPU-second, 1 engine/);
  });
});

describe('a look as JSON', () => {
  const block = ['min', 'mean', 'p50', 'p75', 'p90', 'p95', 'p99', 'p999', 'max'];
  const told = (look: Look): Record<string, unknown> => JSON.parse(tellLookJson(look)) as Record<string, unknown>;

  it('begins with the keys that are promised, in their order', () => {
    const closed = Object.keys(told(aLook()));
    const promised = [
      'requests',
      'errors',
      'errorKinds',
      'durationMs',
      'ratePerSecond',
      'responseMs',
      'serviceMs',
      'lagMs',
      'cpuMs',
      'self',
    ];
    expect(closed.slice(0, promised.length)).toEqual(promised);
    const open = Object.keys(told(aLook(openLoad())));
    expect(open.slice(0, promised.length + 1)).toEqual(promised.toSpliced(5, 0, 'plannedRatePerSecond'));
  });

  it('has every quantile of each latency, null where the count does not support it', () => {
    const { observation } = aLook();
    const look = told(aLook({ total: { ...observation.total, responseMs: latency(120, 2) } }));
    for (const name of ['responseMs', 'serviceMs', 'lagMs']) expect(Object.keys(look[name] as object)).toEqual(block);
    expect(look['responseMs']).toMatchObject({ p50: 2, p999: null });
  });

  it('has the rate at which requests left, in an open load', () => {
    expect(told(aLook())).toMatchObject({ ratePerSecond: 4_812 });
    expect(told(aLook(openLoad()))).toMatchObject({ ratePerSecond: 999.9, plannedRatePerSecond: 1_000, arrivals: { planned: 10_000 } });
  });
});
