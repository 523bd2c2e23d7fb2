import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lives } from '../support/processes.ts';
import type { ServiceSettings } from '../../src/service/settings.ts';
import { realWorld, type World } from '../../src/world.ts';

const directory = resolve(import.meta.dirname, '../../fixtures/services');

/** Settings that start one of the fixtures on a port picked for it. */
export function settingsFor(fixture: string, more: Partial<ServiceSettings> = {}): ServiceSettings {
  return {
    setup: null,
    start: { kind: 'argv', argv: [process.execPath, `${fixture}.mjs`] },
    url: 'http://127.0.0.1:${PORT}',
    ready: { kind: 'url', path: '/health' },
    directory,
    environment: {},
    deadlineMs: 20_000,
    stopMs: 5_000,
    watch: [],
    trust: { ca: null, insecure: false },
    ...more,
  };
}

/** The real world, with an environment of its own choice and a way to interrupt it. */
export function openWorld(environment: Readonly<Record<string, string>> = {}): { readonly world: World; readonly interrupt: () => void } {
  const controller = new AbortController();
  const world = { ...realWorld(directory, controller.signal), environment: { PATH: process.env['PATH'], ...environment } };
  return { world, interrupt: () => controller.abort() };
}

/** Living processes whose environment holds this text. */
export function carriers(text: string): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      return lives(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(text);
    } catch {
      return false;
    }
  });
}

/** Waits until something holds, at most ten seconds; answers what it was at the end. */
export async function eventually<T>(look: () => T, holds: (seen: T) => boolean): Promise<T> {
  for (let round = 0; round < 500; round++) {
    if (holds(look())) break;
    await delay(20);
  }
  return look();
}

/** The Fault (or whatever else) that a promise is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error('it did not fail');
  return outcome;
}
