import { broken, type Heard } from './dialect.ts';

const longestId = 200;
const mostItems = 1_000;
/** Requests to a client that ask for consent, or for nothing at all. */
const noted: ReadonlySet<string> = new Set([
  'client/registerCapability',
  'client/unregisterCapability',
  'window/workDoneProgress/create',
  'window/showMessageRequest',
  'workspace/workspaceFolders',
]);

/** What a program is told that asks us something, so that it waits for nobody: we offer nothing. */
export function replyTo(method: string, id: unknown, params: unknown): Heard {
  const isId = typeof id === 'number' || (typeof id === 'string' && id.length <= longestId);
  if (!isId) return broken('a request whose id is neither a number nor a short text');
  const result = resultOf(method, params);
  const rest = result === undefined ? { error: { code: -32_601, message: 'method not found' } } : { result };
  return { kind: 'asked', reply: JSON.stringify({ jsonrpc: '2.0', id, ...rest }) };
}

function resultOf(method: string, params: unknown): unknown {
  if (method === 'ping') return {};
  if (noted.has(method)) return null;
  if (method !== 'workspace/configuration') return undefined;
  const items: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, 'items') : undefined;
  return Array.isArray(items) ? items.slice(0, mostItems).map(() => null) : null;
}
