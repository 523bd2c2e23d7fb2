import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseProcStat } from '../../src/monitor/proc-stat.ts';
import { parseMemory, parseSwitches } from '../../src/monitor/proc-status.ts';

const count = fc.nat({ max: 2 ** 31 });
/** A name as the kernel lets a process choose it: up to 15 bytes of anything but NUL. */
const name = fc.oneof(
  fc.uint8Array({ min: 1, maxLength: 15 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(') R 1 1', 'a b', '((', '))', ' ', '\n').map((text) => Buffer.from(text)),
);

it('every field is read right, whatever the process calls itself', () => {
  fc.assert(
    fc.property(
      name,
      fc.array(count, { minLength: 49, maxLength: 49 }),
      fc.constantFrom('R', 'S', 'D', 'Z', 'T'),
      (comm, fields, state) => {
        const of = (field: number): number => fields[field - 4] ?? -1;
        const line = Buffer.concat([Buffer.from('4711 ('), comm, Buffer.from(`) ${state} ${fields.join(' ')}\n`)]);
        expect(parseProcStat(line)).toEqual({
          pid: 4711,
          state,
          parent: of(4),
          ownTicks: of(14) + of(15),
          reapedTicks: of(16) + of(17),
          threads: of(20),
          startTicks: of(22),
          vmsBytes: of(23),
          rssPages: of(24),
        });
      },
    ),
  );
});

it('negative fields and 64-bit limits do not shift the others', () => {
  const line = `1 (a) S 2 3 4 0 -1 4194560 5 6 7 8 10 20 -30 -40 20 0 11 0 99 1000 77 ${2n ** 64n - 1n} 1 1 0\n`;
  expect(parseProcStat(Buffer.from(line))).toMatchObject({
    parent: 2,
    ownTicks: 30,
    reapedTicks: -70,
    threads: 11,
    startTicks: 99,
    rssPages: 77,
  });
});

it('bytes that are no such line are null or a stat, never an error', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(parseProcStat(bytes)).toBeNull();
    }),
    { examples: [[new Uint8Array()], [Buffer.from(')')], [Buffer.from('1 (a) S 2 3')]] },
  );
});

it('the peak is read from its own line only', () => {
  const status = 'Name:\tVmHWM:  1 kB\nState:\tS\nVmHWM:\t  208868 kB\nVmRSS:\t 100 kB\nRssShmem:\t      12 kB\n';
  expect(parseMemory(status)).toEqual({ peakRssBytes: 208_868 * 1_024, shmemBytes: 12 * 1_024 });
  expect(parseMemory('Name:\tkthreadd\nState:\tS\n')).toEqual({ peakRssBytes: null, shmemBytes: null });
});

it('context switches are read from their own lines only', () => {
  const status = 'Name:\tvoluntary_ctxt_switches:\t1\nState:\tS\nvoluntary_ctxt_switches:\t120\nnonvoluntary_ctxt_switches:\t7\n';
  expect(parseSwitches(status)).toEqual({ voluntary: 120, involuntary: 7 });
  expect(parseSwitches('Name:\ta\nvoluntary_ctxt_switches:\t120\n')).toBeNull();
});
