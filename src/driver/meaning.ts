import type { DeedMeaning, OperationMeaning, WrittenValue } from '../model/operation.ts';
import { methods } from './http/given.ts';
import { deeds, type DeedGiven, type OperationGiven } from './operation-given.ts';
import { kindOf } from './operation-kinds.ts';

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
const payloadExpected = '{{payload}} only in body or json';
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
    ...faultsOfCounting(given, deed),
    ...(!isSwap && holds(request, 'last') ? [{ path: [], expected: '{{last}} only beside compare-and-set', found: '{{last}}' }] : []),
    ...(holds(headOf(given), 'payload') ? [{ path: [], expected: payloadExpected, found: '{{payload}} elsewhere' }] : []),
    ...(given.head !== undefined && looksIntoBody(given, deed) ? [{ path: ['head'], expected: bodyExpected, found: 'head' }] : []),
  ];
}

/** Who counts on from what it last saw needs another operation that looks at the same key. Operations that are no mappings are passed over. */
export function faultsOfLooking(given: Readonly<Record<string, OperationGiven | undefined>>): readonly MeaningFault[] {
  const all = Object.entries(given).flatMap(([name, one]) => (typeof one === 'object' && one !== null ? [{ name, one }] : []));
  const looked = new Set(all.map(({ one }) => one.reads?.key));
  return all.flatMap(({ name, one }) => {
    const key = (one.increments ?? one.adds)?.key;
    if (key === undefined || countedOn(one).length === 0 || looked.has(key)) return [];
    return [
      { path: [name], expected: `another operation that reads ${key}, because {{last+1}} counts on from what was read`, found: 'none' },
    ];
  });
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
  if (counting === undefined) return null;
  const [onward = null] = countedOn(given);
  const by = counting.by ?? given.by ?? onward ?? 1;
  return { kind: 'increment', key: counting.key, by, value: value(counting), ...(onward === null ? {} : { fromLast: true }) };
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
  const isWithoutBy = deed === 'adds' && given.adds?.by === undefined && given.by === undefined && countedOn(given).length === 0;
  return isWithoutBy ? [...faults, { path: ['adds'], expected: 'by beside it: how much is added', found: 'none' }] : faults;
}

/** A request that says the new count says by how much it is more, and only an operation that counts has one. */
function faultsOfCounting(given: OperationGiven, deed: Deed | null): readonly MeaningFault[] {
  const onward = countedOn(given);
  if (onward.length === 0) return [];
  if (deed !== 'increments' && deed !== 'adds') {
    return [{ path: [], expected: '{{last+1}} only beside increments or adds', found: `{{last+${onward[0]}}}` }];
  }
  const by = given[deed]?.by ?? given.by ?? (deed === 'increments' ? (onward[0] ?? 1) : Number.NaN);
  return onward
    .filter((count) => count !== by && !Number.isNaN(by))
    .map((count) => ({ path: [], expected: `{{last+${by}}}`, found: `{{last+${count}}}` }));
}

/** What `{{last+1}}` and its like in a request count on by. */
function countedOn(given: OperationGiven): readonly number[] {
  return [...requestOf(given).matchAll(/\{\{\s*last\+(\d{1,9})\s*\}\}/g)].map(([, by]) => Number(by));
}

/** Templates in a text that is filled for each user and key, not for each request. */
function faultsOfFilling(path: readonly string[], text: unknown, known: readonly string[]): readonly MeaningFault[] {
  if (typeof text !== 'string') return [];
  const others = ['uuid', 'n', 'key', 'user', 'last', 'payload'].filter((name) => !known.includes(name) && holds(text, name));
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
  return JSON.stringify(kindOf(given).textsOf(given)) ?? '';
}

/** What of a request is sent before its body. */
function headOf(given: OperationGiven): string {
  return JSON.stringify([...methods.map((method) => given[method]), given.headers]);
}

function holds(text: string, name: string): boolean {
  return new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`).test(text);
}

function listOf(names: readonly string[]): string {
  return names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
