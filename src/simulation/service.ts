import type { Ending } from '../model/ending.ts';
import type { SimulatedModel } from '../model/simulated-model.ts';
import type { SimulatedOperation, SimulatedSettings } from '../model/simulated.ts';
import { openChance, type Chance } from '../stats/chance.ts';
import type { Timeline } from '../world.ts';
import { Fifo } from './fifo.ts';
import { Locks } from './locks.ts';
import type { Request } from './request.ts';
import { drawServiceMs } from './service-time.ts';
import { Store } from './store.ts';

/** How soon a healthy service answers what costs it nothing. */
const promptMs = 1;

/**
 * One process of a service that does not exist: a queue with so many servers, on a timeline of whose events it is a part.
 *
 *   arrival ──▶ connection of the pool ──▶ lock ──▶ line ──▶ server ──▶ answer
 *
 * Of what waits anywhere the first comes first. What it holds is held until the end, which is when its deed is done.
 */
export class SimulatedService {
  readonly #operations: readonly SimulatedOperation[];
  readonly #settings: SimulatedSettings;
  readonly #time: Timeline;
  readonly #chance: Chance;
  readonly #bornMs: number;
  readonly #line: Fifo<Request> = new Fifo();
  readonly #patient: Fifo<Request> = new Fifo();
  readonly #poolLine: Fifo<Request> = new Fifo();
  readonly #locks: Locks<Request> = new Locks();
  readonly #store: Store = new Store();
  readonly #deathWatch: Set<() => void> = new Set();
  #poolFree: number;
  #served: number = 0;
  /** Of those served, the ones that yield. */
  #yielding: number = 0;
  #inside: number = 0;
  #heldBytes: number = 0;
  #leakedBytes: number = 0;
  #computedMs: number = 0;
  #lastUser: number = -1;
  #ending: Ending | null = null;
  #stopped: boolean = false;
  connections: number = 0;

  constructor({ settings, operations }: SimulatedModel, seed: number, time: Timeline) {
    this.#operations = operations.map(({ spec }) => spec);
    this.#settings = settings;
    this.#time = time;
    this.#chance = openChance(settings.seed ?? seed, 0);
    this.#bornMs = time.now();
    this.#poolFree = settings.pool ?? 0;
  }

  /** Operations that have come in and not ended. */
  get inside(): number {
    return this.#inside;
  }

  get rssBytes(): number {
    return this.#settings.memoryBytes + this.#heldBytes + this.#leakedBytes;
  }

  /** Computing time so far. */
  get cpuMs(): number {
    const { freeze } = this.#settings;
    if (freeze?.busy !== true) return this.#computedMs;
    const fromMs = this.#bornMs + freeze.atMs;
    return this.#computedMs + Math.min(freeze.forMs, Math.max(0, this.#time.now() - fromMs));
  }

  get threads(): number {
    return this.#settings.servers + 1;
  }

  get ending(): Ending | null {
    return this.#ending;
  }

  get lives(): boolean {
    return this.#ending === null && !this.#stopped;
  }

  /** Calls back when it dies by itself, until told to forget. */
  onDeath(call: () => void): () => void {
    this.#deathWatch.add(call);
    return () => void this.#deathWatch.delete(call);
  }

  /** Ends it; whatever is inside is never answered. */
  stop(): void {
    this.#stopped = true;
  }

  /** When it would answer a question that has nothing to do with its operations. */
  probe(answer: () => void): void {
    const atMs = this.#thawMs(this.#time.now()) + promptMs;
    this.#time.at(atMs, () => {
      if (this.lives) answer();
    });
  }

  begin(request: Request): void {
    const { pooled, heldBytes } = this.#operation(request);
    request.arrivedMs = this.#time.now();
    request.pooledMs = request.arrivedMs;
    if (this.#turnsAway()) return this.#turnAway(request);
    this.#inside += 1;
    this.#heldBytes += heldBytes;
    this.#checkMemory();
    if (!pooled) this.#askForLock(request);
    else if (this.#poolFree === 0) this.#poolLine.add(request);
    else {
      this.#poolFree -= 1;
      this.#askForLock(request);
    }
  }

  /** Whether anybody is served who does not yield. */
  get #isBusy(): boolean {
    return this.#served > this.#yielding;
  }

  #turnsAway(): boolean {
    const { room } = this.#settings;
    return room !== null && this.#inside >= room.most && this.#chance.unit() < room.turnedAwayShare;
  }

  #turnAway(request: Request): void {
    request.ended = 'status';
    this.#time.at(this.#thawMs(this.#time.now()) + promptMs, () => {
      if (this.lives) request.hear(this.#time.now());
    });
  }

  #askForLock(request: Request): void {
    const name = lockOf(this.#operation(request), request);
    if (name === null || this.#locks.take(name, request)) this.#queue(request);
  }

  #queue(request: Request): void {
    const { yields } = this.#operation(request);
    if (this.#served < this.#settings.servers && !(yields && this.#isBusy)) this.#serve(request);
    else (yields ? this.#patient : this.#line).add(request);
  }

  #serve(request: Request): void {
    const operation = this.#operation(request);
    const nowMs = this.#time.now();
    this.#served += 1;
    if (operation.yields) this.#yielding += 1;
    const fails = this.#drawFailure(operation);
    request.ended = fails ?? 'answered';
    const seen = operation.racy && request.deed !== null ? { value: this.#store.look(request.deed) } : null;
    const fromMs = this.#thawMs(nowMs);
    const endMs = fromMs + drawServiceMs(operation, this.#settings, this.#served, fromMs - this.#bornMs, this.#chance);
    const finish = (): void => {
      if (this.lives) this.#finish(request, operation, seen);
    };
    const { freeze } = this.#settings;
    const freezeMs = this.#bornMs + (freeze?.atMs ?? Number.POSITIVE_INFINITY);
    // What a freeze meets in the middle goes on after it where it stood.
    this.#time.at(fromMs < freezeMs && endMs > freezeMs ? endMs + (freeze?.forMs ?? 0) : endMs, finish);
  }

  #finish(request: Request, operation: SimulatedOperation, seen: { readonly value: ReturnType<Store['look']> } | null): void {
    this.#served -= 1;
    if (operation.yields) this.#yielding -= 1;
    this.#inside -= 1;
    this.#computedMs += operation.cpuMs;
    this.#heldBytes -= operation.heldBytes;
    this.#leakedBytes += operation.leakBytes + this.#settings.leakBytes;
    if (request.ended === 'answered') this.#answer(request, operation, seen);
    const name = lockOf(operation, request);
    const next = name === null ? undefined : this.#locks.pass(name);
    if (operation.pooled) this.#freeConnection();
    if (next !== undefined) this.#queue(next);
    while (this.#served < this.#settings.servers) {
      const waiting = this.#line.take() ?? (this.#isBusy ? undefined : this.#patient.take());
      if (waiting === undefined) break;
      this.#serve(waiting);
    }
    this.#checkMemory();
    if (this.lives && request.ended !== 'timeout') request.hear(this.#time.now());
  }

  #answer(request: Request, operation: SimulatedOperation, seen: { readonly value: ReturnType<Store['look']> } | null): void {
    const { deed, user } = request;
    request.value = deed === null ? undefined : this.#store.act(deed, seen === null ? this.#store.look(deed) : seen.value);
    const mixesUp = operation.mixUpShare > 0 && this.#lastUser >= 0 && this.#chance.unit() < operation.mixUpShare;
    request.owner = mixesUp ? this.#lastUser : user;
    this.#lastUser = user;
  }

  #freeConnection(): void {
    const next = this.#poolLine.take();
    if (next === undefined) {
      this.#poolFree += 1;
      return;
    }
    next.pooledMs = this.#time.now();
    this.#askForLock(next);
  }

  #drawFailure({ errors }: SimulatedOperation): Request['ended'] | null {
    if (errors.length === 0) return null;
    let draw = this.#chance.unit();
    for (const { kind, share } of errors) {
      draw -= share;
      if (draw < 0) return kind;
    }
    return null;
  }

  /** That time, or when the freeze that it lies in is over. */
  #thawMs(nowMs: number): number {
    const { freeze } = this.#settings;
    if (freeze === null) return nowMs;
    const fromMs = this.#bornMs + freeze.atMs;
    return nowMs >= fromMs && nowMs < fromMs + freeze.forMs ? fromMs + freeze.forMs : nowMs;
  }

  #checkMemory(): void {
    const { memoryLimitBytes } = this.#settings;
    if (memoryLimitBytes === null || this.rssBytes <= memoryLimitBytes || !this.lives) return;
    this.#ending = { kind: 'killed', signal: 'SIGKILL' };
    this.#time.stir();
    for (const call of this.#deathWatch) call();
  }

  #operation({ operation }: Request): SimulatedOperation {
    const found = this.#operations[operation];
    if (found === undefined) throw new Error(`the simulated service has no operation ${operation}`);
    return found;
  }
}

/** Null for none; no key is empty. */
function lockOf({ lock }: SimulatedOperation, { key }: Request): string | null {
  return lock === 'none' ? null : lock === 'all' ? '' : key;
}
