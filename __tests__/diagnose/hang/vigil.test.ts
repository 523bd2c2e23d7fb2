import { describe, expect, it } from 'vitest';

import { findStall, goOn, type Stall, type Vigil } from '../../../src/diagnose/hang/vigil.ts';
import type { Flight } from '../../../src/model/flight.ts';
import type { LoadProgress } from '../../../src/model/observation.ts';

const timeoutMs = 10_000;

const flight = (given: Partial<Flight> = {}): Flight => ({ operation: 'list', count: 20, oldestMs: 4_000, answered: 300, ...given });

function word(given: Partial<LoadProgress> = {}): LoadProgress {
  const flights = given.flights ?? [flight()];
  return {
    elapsedMs: 0,
    measuring: true,
    requests: 300,
    errors: 0,
    p95Ms: 5,
    inFlight: flights.reduce((sum, { count }) => sum + count, 0),
    answered: 300,
    timedOut: 0,
    slowestMs: 20,
    flights,
    ...given,
  };
}

/** Hears words a quarter of a second apart and tells when a stall was found, and which. */
function listen(
  wordAt: (atMs: number) => LoadProgress,
  untilMs: number,
  stepMs = 250,
): { readonly atMs: number; readonly stall: Stall } | null {
  let vigil: Vigil | null = null;
  for (let atMs = 0; atMs <= untilMs; atMs += stepMs) {
    const said = wordAt(atMs);
    vigil = goOn(vigil, said, atMs);
    const stall = findStall(vigil, said, timeoutMs);
    if (stall !== null) return { atMs, stall };
  }
  return null;
}

const aging =
  (more: Partial<Flight> = {}, of: Partial<LoadProgress> = {}) =>
  (atMs: number) =>
    word({ flights: [flight({ oldestMs: atMs, ...more })], ...of });

describe('the watch for a service that stops answering', () => {
  it('finds a stall after four seconds without an answer', () => {
    expect(listen(aging(), 20_000)).toEqual({ atMs: 4_000, stall: { patienceMs: 2_700 } });
  });

  it('waits for four times the slowest answer so far', () => {
    expect(listen(aging({}, { slowestMs: 1_500 }), 20_000)?.atMs).toBe(6_000);
    expect(listen(aging({}, { slowestMs: 3_000 }), 11_900)).toBeNull();
  });

  it('finds none as long as somebody is answered, or while nothing is in flight', () => {
    expect(listen((atMs) => word({ answered: Math.floor(atMs / 2_000), flights: [flight({ oldestMs: 1_000 })] }), 60_000)).toBeNull();
    expect(listen((atMs) => (atMs % 3_000 === 0 ? word({ flights: [] }) : word()), 60_000)).toBeNull();
  });

  it('finds none in refusals and resets: what is in flight there is young', () => {
    expect(listen(() => word({ flights: [flight({ oldestMs: 150 })] }), 60_000)).toBeNull();
  });

  it('takes timeouts for no answers', () => {
    expect(listen((atMs) => word({ timedOut: atMs, flights: [flight({ oldestMs: 2_500 })] }), 20_000)?.atMs).toBe(4_000);
  });

  it('does not count the time in which nobody listened: the machine may have stood still', () => {
    expect(listen((atMs) => word({ answered: atMs }), 30_000, 10_000)).toBeNull();
    const frozen = goOn(goOn(null, word(), 0), word(), 30_000);
    expect(frozen.silentMs).toBe(500);
    expect(findStall(frozen, word({ flights: [flight({ oldestMs: 30_000 })] }), 60_000)).toBeNull();
  });

  it('gives what was never answered nearly its whole time, and the drain test the rest of it', () => {
    const cold = aging({ answered: 0 }, { answered: 0, slowestMs: null });
    expect(listen(cold, 20_000)).toEqual({ atMs: 4_500, stall: { patienceMs: 5_000 } });
    const vigil = { atMs: 0, answered: 0, silentMs: 20_000 };
    const flights = [flight({ oldestMs: 20_000, answered: 0 })];
    expect(findStall(vigil, word({ flights, answered: 0, slowestMs: null }), 60_000)).toBeNull();
  });

  it('needs no more time where others of a known kind are stuck as well', () => {
    const flights = (atMs: number): readonly Flight[] => [
      flight({ oldestMs: atMs, answered: 0 }),
      flight({ operation: 'add', oldestMs: atMs }),
    ];
    expect(listen((atMs) => word({ flights: flights(atMs) }), 20_000)?.atMs).toBe(4_000);
  });

  it('finds operations that are passed by while others of their kind are answered', () => {
    const passedBy = (atMs: number): LoadProgress => word({ answered: atMs, flights: [flight({ oldestMs: atMs })] });
    expect(listen(passedBy, 20_000)).toEqual({ atMs: 4_500, stall: { patienceMs: 2_700 } });
    expect(listen((atMs) => ({ ...passedBy(atMs), slowestMs: 1_000 }), 20_000)?.atMs).toBe(6_000);
  });

  it('leaves a slow kind that was never answered to its timeout while others are answered', () => {
    expect(
      listen((atMs) => word({ answered: atMs, flights: [flight({ oldestMs: Math.min(9_900, atMs), answered: 0 })] }), 60_000),
    ).toBeNull();
  });

  it('believes a long timeout: who asked for it expects long answers', () => {
    const vigil = { atMs: 0, answered: 9, silentMs: 0 };
    expect(findStall(vigil, word({ flights: [flight({ oldestMs: 30_000 })] }), 60_000)).toBeNull();
    expect(findStall(vigil, word({ flights: [flight({ oldestMs: 55_000 })] }), 60_000)).not.toBeNull();
  });
});
