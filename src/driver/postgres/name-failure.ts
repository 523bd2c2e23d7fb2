import { codeOf, type Failure } from '../failure.ts';
import type { Refusal } from '../reach.ts';
import { sayAddress, type Address } from './address.ts';
import { brokenProtocol } from './guarded-socket.ts';

/** What went wrong with a statement: `lost` where the connection is gone with it. */
export interface NamedFailure extends Failure {
  readonly lost: boolean;
}

/** The server ends the connection, and says so. */
const endings: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '25P04']);
const longestMessage = 200;

/** Names what became of a statement that was sent; `values` are what it was sent with, which are never told. */
export function nameFailure(error: Error, values: readonly string[]): NamedFailure {
  const state = stateOf(error);
  if (isGarbage(error)) return { error: 'protocol', detail: 'what came is not the protocol of PostgreSQL', lost: true };
  if (state === null) return { error: 'reset', detail: `the connection was lost (${sayLoss(error)})`, lost: true };
  const detail = `${state} ${tellMessage(error, state, values)}`;
  if (endings.has(state) || state.startsWith('08') || isFatal(error)) return { error: 'reset', detail, lost: true };
  if (state === '40P01') return { error: 'deadlock', detail, lost: false };
  if (state === '40001') return { error: 'serialization', detail, lost: false };
  return { error: 'rejected', detail, lost: false };
}

/** Names why no connection could be had. */
export function nameRefusal(error: Error, address: Address): Failure {
  return {
    error: isGarbage(error) ? 'protocol' : 'refused',
    detail: `no connection as ${sayAddress(address)}: ${sayRefusal(error, address)}`,
  };
}

/** What of an address the server does not accept, and whether it may do so a moment later. */
export function judgeRefusal(error: Error, address: Address): Refusal {
  const state = stateOf(error);
  const why = sayRefusal(error, address);
  if (state?.startsWith('28') === true || error.message.startsWith('SASL')) return { lacks: 'login', why, mayPass: false };
  // No such database, none that takes connections, or none for this user.
  if (['3D000', '55000', '42501'].includes(state ?? '')) return { lacks: 'database', why, mayPass: false };
  // It has no room, or no time yet.
  return { lacks: 'address', why, mayPass: state === null ? !isGarbage(error) : /^5[37]/.test(state) };
}

function sayRefusal(error: Error, { password }: Address): string {
  if (isGarbage(error)) return 'what answers is no PostgreSQL server';
  const state = stateOf(error);
  return state === null ? sayLoss(error) : `${state} ${tellMessage(error, state, [password])}`;
}

/** What became of a connection that was not open in time, where we ended it. */
export function givenUp(): Error {
  return Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
}

/** Whether nobody answered in time. */
export function isGivenUp(error: Error): boolean {
  return codeOf(error) === 'ETIMEDOUT';
}

/** Whether the server only needs a moment: it starts, or ends. */
export function isNotYetUp(error: Error): boolean {
  return stateOf(error) === '57P03';
}

/** The five characters by which SQL names an error; null for what no server has answered. */
function stateOf(error: Error): string | null {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && typeof Reflect.get(error, 'severity') === 'string' ? code : null;
}

/** The client's words for what it cannot read. */
function isGarbage(error: Error): boolean {
  return (
    Reflect.get(error, 'code') === brokenProtocol ||
    /^received (invalid|unexpected) |^unknown (authentication|message)/i.test(error.message)
  );
}

function isFatal(error: Error): boolean {
  return ['FATAL', 'PANIC'].includes(String(Reflect.get(error, 'severity')));
}

function sayLoss(error: Error): string {
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return 'connection refused';
  if (isGivenUp(error)) return 'no answer in time';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'connection reset';
  if (error.message.startsWith('SASL')) return 'it asks for a password that is not given, or does not know it either';
  if (error.message.startsWith('Connection terminated')) return 'the server closed it';
  return code;
}

/** One line. Messages on wrong data quote it; elsewhere what is quoted are names. */
function tellMessage({ message }: Error, state: string, values: readonly string[]): string {
  const line = message.slice(0, 2_000).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  const unquoted = state.startsWith('22') ? line.replace(/".*"/u, '"…"') : line;
  const told = values.filter((value) => value.length > 3).reduce((text, value) => text.replaceAll(value, '…'), unquoted);
  return told.slice(0, longestMessage);
}
