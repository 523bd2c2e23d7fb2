import type { DriverSettings } from '../model/driver-settings.ts';
import type { Operation, OperationSpec } from '../model/operation.ts';
import type { SimulatedOperation } from '../model/simulated.ts';
import { noAddress } from '../model/target.ts';

type Kind = OperationSpec['driver'];

/** Drivers whose users are processes of their own, or speak to one that the driver has started. */
const startingProcesses: readonly Kind[] = ['stdio', 'exec', 'module'];

/** Drivers whose processes last for more than an operation, so that they can be watched. */
const keepingProcesses: readonly Kind[] = ['stdio', 'module'];

/** Whether these operations are performed by processes that last. */
export function keepsProcesses(operations: readonly Operation[]): boolean {
  return operations.some(({ spec }) => keepingProcesses.includes(spec.driver));
}

/** Whether each user is a process of its own: then there are as many as users, and arrivals that come whatever answers have no meaning. */
export function usersAreProcesses(operations: readonly Operation[]): boolean {
  return operations.some(({ spec }) => spec.driver === 'stdio');
}

/** Whether all users share a pool: then one engine carries them, or there would be as many pools as engines. */
export function sharesPool(operations: readonly Operation[]): boolean {
  return operations.some(({ spec }) => spec.driver === 'postgres');
}

/** Whether performing these operations starts processes. */
export function startsProcesses(operations: readonly Operation[]): boolean {
  return operations.some(({ spec }) => startingProcesses.includes(spec.driver));
}

/** Whether some of these operations speak to what lives on between loads, rather than to what a load starts for itself. */
export function reachesService(operations: readonly Operation[]): boolean {
  return operations.some(({ spec }) => !startingProcesses.includes(spec.driver));
}

/** Whether a service that does not exist performs it. */
export function isSimulated(operation: Operation): operation is Operation<SimulatedOperation> {
  return operation.spec.driver === 'simulated';
}

/** Whether some of these operations go to the address of the service. */
export function speaksHttp(operations: readonly Operation[]): boolean {
  return operations.some(({ spec }) => spec.driver === 'http');
}

/** How long the sessions of a load may take until they stand, in milliseconds. */
export function longestReadyingMs({ stdio, module }: Pick<DriverSettings, 'stdio' | 'module'>): number {
  return (stdio?.startMs ?? 0) + (stdio?.stopMs ?? 0) + (module?.startMs ?? 0);
}

/** Whether sessions tell that they can be used before they are asked for anything: by an answer to what begins them, or by a prompt. */
export function sessionsTellReady(operations: readonly Operation[], { stdio }: Pick<DriverSettings, 'stdio'>): boolean {
  if (stdio === null || !usersAreProcesses(operations)) return false;
  return stdio.framing.kind === 'prompt' || stdio.greetings.some(({ isNotification }) => !isNotification);
}

/** How long sessions that are processes have to end by themselves, in milliseconds; null where they are none, or are given no time. */
export function endingMs(operations: readonly Operation[], { stdio }: Pick<DriverSettings, 'stdio'>): number | null {
  return stdio === null || stdio.stopMs === 0 || !usersAreProcesses(operations) ? null : stdio.stopMs;
}

/** Where the configuration says where what these operations speak to answers, as far as that is no HTTP. */
export function addressKeyOf(operations: readonly Operation[]): string {
  return operations.some(({ spec }) => spec.driver === 'postgres') ? 'postgres.url' : 'redis.url';
}

/** Where what these operations speak to answers, as far as that is no HTTP: `tcp://127.0.0.1:5432`; it may hold `${PORT}`. */
export function addressOf(operations: readonly Operation[], { postgres, redis }: Pick<DriverSettings, 'postgres' | 'redis'>): string {
  const has = (kind: Kind): boolean => operations.some(({ spec }) => spec.driver === kind);
  const url = has('postgres') ? postgres?.url : has('redis') ? redis?.url : undefined;
  return url === undefined ? noAddress : tcpAddress(url, has('postgres') ? 5_432 : 6_379);
}

function tcpAddress(url: string, defaultPort: number): string {
  const rest = url.replace(/^\w+:\/\//, '').split(/[/?#]/)[0] ?? '';
  const place = rest.slice(rest.lastIndexOf('@') + 1);
  const hasPort = /:(\d+|\$\{PORT\})$/.test(place);
  return `tcp://${place}${hasPort ? '' : `:${defaultPort}`}`;
}
