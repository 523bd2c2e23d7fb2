import type { DeedMeaning, OperationMeaning, WrittenValue } from '../model/operation.ts';
import { deeds, methods, type DeedGiven, type OperationGiven } from './operation-given.ts';

/** One thing that is wrong with what an operation is declared to mean, and where. */
export interface MeaningFault {
  readonly path: readonly string[];
  readonly expected: string;
  readonly found: string;
}

type Deed = (typeof deeds)[number];
type Detail = 'value' | 'by' | 'staleness';

/** The deeds that a detail may be said of. */
const detailsOf: Readonly<Record<Detail, readonly Deed[]>> = {
  value: ['reads', 'increments', 'adds', 'compare-and-set'],
  by: ['increments', 'adds'],
  staleness: ['reads'],
};
const writing: readonly Deed[] = ['writes', 'compare-and-set', 'append'];
const uniqueExpected = 'a request that holds {{uuid}} or {{n}}: only values that are never written twice can be told apart';
const lastExpected = 'a request that holds {{last}}, the value that its user last saw there';
const bodyExpected = 'another method, because an answer to head has no body';

/** What of a meaning contradicts itself or the request. Other faults of the operation may stand beside: nothing is taken for sound. */
export function faultsOfMeaning(given: OperationGiven): readonly MeaningFault[] {
  const named = deeds.filter((deed) => given[deed] !== undefined);
  const request = requestOf(given);
  if (named.length > 1) return [{ path: [], expected: `at most one of ${deeds.join(', ')}`, found: named.join(', ') }];
  const deed = named[0] ?? null;
  const isSwap = deed === 'compare-and-set';
  return [
    ...faultsOfDetails(given, deed),
    ...(deed === null ? [] : faultsOfFilling([deed], given[deed]?.key, ['key', 'user'])),
    ...faultsOfFilling(['isolates', 'token'], given.isolates?.token, ['user']),
    ...(deed !== null && writing.includes(deed) && writtenBy(request) === null
      ? [{ path: [deed], expected: uniqueExpected, found: 'neither' }]
      : []),
    ...(isSwap && !holds(request, 'last') ? [{ path: [deed], expected: lastExpected, found: 'none' }] : []),
    ...(!isSwap && holds(request, 'last') ? [{ path: [], expected: '{{last}} only beside compare-and-set', found: '{{last}}' }] : []),
    ...(given.head !== undefined && looksIntoBody(given, deed) ? [{ path: ['head'], expected: bodyExpected, found: 'head' }] : []),
  ];
}

/** What an operation is declared to mean, decided; it has no faults. */
export function decideMeaning(given: OperationGiven): OperationMeaning {
  const { isolates, kind } = given;
  const deed = decideDeed(given);
  return {
    ...(deed === null ? {} : { deed }),
    ...(isolates === undefined ? {} : { isolates: { path: isolates.value, token: isolates.token ?? null } }),
    ...(kind === undefined ? {} : { kind }),
  };
}

function decideDeed(given: OperationGiven): DeedMeaning | null {
  const { writes, reads, increments, adds, append } = given;
  const swap = given['compare-and-set'];
  const counting = increments ?? adds;
  const written = writtenBy(requestOf(given)) ?? 'uuid';
  const value = (deed: DeedGiven): string | null => deed.value ?? given.value ?? null;
  if (writes !== undefined) return { kind: 'write', key: writes.key, value: written };
  if (append !== undefined) return { kind: 'append', key: append.key, value: written };
  if (swap !== undefined) return { kind: 'compare-and-set', key: swap.key, value: written, swapped: value(swap) };
  if (reads !== undefined) {
    return { kind: 'read', key: reads.key, value: value(reads), maxStaleMs: reads.staleness ?? given.staleness ?? 0 };
  }
  return counting === undefined ? null : { kind: 'increment', key: counting.key, by: counting.by ?? given.by ?? 1, value: value(counting) };
}

/** Details beside a deed that has no use for them, said twice, or missing. */
function faultsOfDetails(given: OperationGiven, deed: Deed | null): readonly MeaningFault[] {
  const details: readonly Detail[] = ['value', 'by', 'staleness'];
  const faults = details
    .filter((detail) => given[detail] !== undefined)
    .flatMap((detail): readonly MeaningFault[] => {
      const fitting = detailsOf[detail];
      if (deed === null || !fitting.includes(deed)) {
        return [{ path: [detail], expected: `${listOf(fitting)} beside it`, found: deed ?? 'none of them' }];
      }
      return given[deed]?.[detail] === undefined ? [] : [{ path: [detail], expected: `it once, here or under ${deed}`, found: 'both' }];
    });
  const isWithoutBy = deed === 'adds' && given.adds?.by === undefined && given.by === undefined;
  return isWithoutBy ? [...faults, { path: ['adds'], expected: 'by beside it: how much is added', found: 'none' }] : faults;
}

/** Templates in a text that is filled for each user and key, not for each request. */
function faultsOfFilling(path: readonly string[], text: unknown, known: readonly string[]): readonly MeaningFault[] {
  if (typeof text !== 'string') return [];
  const others = ['uuid', 'n', 'key', 'user', 'last'].filter((name) => !known.includes(name) && holds(text, name));
  const expected = `no other template than ${known.map((name) => `{{${name}}}`).join(' and ')}`;
  return others.map((name) => ({ path, expected, found: `{{${name}}}` }));
}

function looksIntoBody(given: OperationGiven, deed: Deed | null): boolean {
  return (
    given.isolates !== undefined || deed === 'reads' || given.value !== undefined || (deed !== null && given[deed]?.value !== undefined)
  );
}

/** The template whose value is written: a number is only taken where there is nothing else. */
function writtenBy(request: string): WrittenValue | null {
  if (holds(request, 'uuid')) return 'uuid';
  return holds(request, 'n') ? 'n' : null;
}

/** Every text of a request that templates may stand in. */
function requestOf(given: OperationGiven): string {
  return JSON.stringify([...methods.map((method) => given[method]), given.headers, given.json, given.body]);
}

function holds(text: string, name: string): boolean {
  return new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`).test(text);
}

function listOf(names: readonly string[]): string {
  return names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
