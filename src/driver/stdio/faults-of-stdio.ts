import type { OperationGiven } from '../operation-given.ts';
import type { GreetingGiven, StdioSettingsGiven } from './settings.ts';

interface Fault {
  readonly path: readonly string[];
  readonly expected: string;
}

const methodExpected = 'a mapping with the method, such as { method: tools/list, params: {} }; version and id are added';
const lineExpected = 'a text of one line, because that is what a prompt takes';
const answerExpected = 'no expectation: nobody answers a notification';

/** Messages that do not fit the framing of the program. Other faults may stand beside: nothing is taken for sound. */
export function faultsOfStdio(
  given: StdioSettingsGiven | undefined,
  operations: Readonly<Record<string, OperationGiven>>,
): readonly Fault[] {
  if (!isMapping(given)) return [];
  const { framing } = given;
  const isPrompt = isMapping(framing);
  const isRpc = given.rpc ?? !isPrompt;
  const lists = (['start', 'stop'] as const).flatMap((key): readonly (readonly [readonly string[], unknown])[] => {
    const list: unknown = given[key];
    return Array.isArray(list) ? list.map((one, at) => [['stdio', key, String(at)], one]) : [];
  });
  const named = Object.entries(isMapping(operations) ? operations : {}).map(([name, one]) => [['operations', name], one] as const);
  return [...lists, ...named].flatMap(([path, one]) => faultsOfMessage(path, one, isPrompt, isRpc));
}

function faultsOfMessage(path: readonly string[], one: unknown, isPrompt: boolean, isRpc: boolean): readonly Fault[] {
  if (!isMapping(one)) return [];
  const { request, notify, expect }: Partial<GreetingGiven> & { readonly expect?: unknown } = one;
  const key = request === undefined ? 'notify' : 'request';
  const message = request ?? notify;
  if (message === undefined) return [];
  const asksMuch = isMapping(expect) && Object.values(expect).some((value) => value !== undefined && JSON.stringify(value).length > 2);
  const wrong = isPrompt ? (isLine(message) ? null : lineExpected) : isRpc && !isCall(message) ? methodExpected : null;
  return [
    ...(wrong === null ? [] : [{ path: [...path, key], expected: wrong }]),
    ...(key === 'notify' && asksMuch ? [{ path: [...path, 'expect'], expected: answerExpected }] : []),
  ];
}

function isLine(message: unknown): boolean {
  return typeof message === 'string' && !/[\r\n\0]/.test(message);
}

function isCall(message: unknown): boolean {
  if (!isMapping(message)) return false;
  const { method, id, jsonrpc }: { readonly method?: unknown; readonly id?: unknown; readonly jsonrpc?: unknown } = message;
  return typeof method === 'string' && method !== '' && id === undefined && jsonrpc === undefined;
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
