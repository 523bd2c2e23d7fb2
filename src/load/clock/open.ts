import { Worker } from 'node:worker_threads';
import type { Alarm, Clock } from '../alarm.ts';
import { at, makeShared, processNow, type Shared } from './shared.ts';
import { sleepPrecisely } from './timer-slack.ts';

/** An alarm nearer than this is waited for here, in naps between two looks at the sockets: waking another thread would take as long. */
const nearMs = 0.3;
/** Naps are broken off this long before the alarm, and the rest is spun: waking up takes about as long. */
const spinMs = 0.02;
const leads = { leastMs: 0.03, firstMs: 0.1, mostMs: 0.4 };

/**
 * Opens the clock of the calling thread from its bundle. A thread of its own sleeps to the exact time and wakes this one a
 * little ahead, as long as waking has lately taken; the rest is napped here. So an alarm is some microseconds late instead
 * of the half millisecond of an event loop's timer, and no core spins.
 */
export async function openClock(bundle: string): Promise<Clock & AsyncDisposable> {
  sleepPrecisely();
  const shared = makeShared();
  const worker = new Worker(bundle, { name: 'plimsoll-clock', env: {}, execArgv: [], workerData: shared.buffer });
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  let waitedMs = 0;
  const wait = (forMs: number): void => void (waitedMs += forMs);
  let waker = new Waker(shared, () => undefined, wait);
  // It speaks once it has begun; a thread without a bundle is online, too. One that breaks later breaks this one.
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', () => {
      worker.off('error', reject);
      resolve();
    });
  });
  worker.on('message', () => waker.woken());
  let read = 0;
  return {
    get waitedMs() {
      return waitedMs;
    },
    alarm: (ring) => {
      waker.silence();
      return (waker = new Waker(shared, ring, wait));
    },
    hiccups: () => {
      const count = Atomics.load(shared.words, at.sleeps);
      const from = Math.max(read, count - shared.late.length);
      read = count;
      return Array.from({ length: count - from }, (_, index) => (shared.late[(from + index) % shared.late.length] ?? 0) / 1_000);
    },
    [Symbol.asyncDispose]: async () => {
      waker.silence();
      Atomics.store(shared.words, at.end, 1);
      Atomics.notify(shared.words, at.version);
      await gone;
    },
  };
}

class Waker implements Alarm, Disposable {
  readonly #shared: Shared;
  readonly #ring: (nowMs: number) => void;
  readonly #waited: (forMs: number) => void;
  readonly #nap: Int32Array = new Int32Array(new SharedArrayBuffer(4));
  readonly #offsetMs: number = measureOffset();
  #atMs: number = Number.POSITIVE_INFINITY;
  /** The alarm that the clock's thread was told of as the next one, and the ticket it was told with. */
  #nextMs: number = Number.POSITIVE_INFINITY;
  #leadMs: number = leads.firstMs;
  #landing: NodeJS.Immediate | null = null;

  constructor(shared: Shared, ring: (nowMs: number) => void, waited: (forMs: number) => void) {
    this.#shared = shared;
    this.#ring = ring;
    this.#waited = waited;
  }

  set(atMs: number, thenMs: number = Number.POSITIVE_INFINITY): void {
    this.#atMs = atMs;
    if (atMs - performance.now() <= this.#nearMs()) this.#landing ??= setImmediate(() => this.#land());
    else this.#sleepUntil(atMs, thenMs);
  }

  silence(): void {
    this.#atMs = Number.POSITIVE_INFINITY;
    if (this.#landing !== null) clearImmediate(this.#landing);
    this.#landing = null;
    this.#sleepUntil(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  }

  [Symbol.dispose](): void {
    this.silence();
  }

  /** The clock's thread has called. A call for an alarm that was since put off is answered by setting it again. */
  woken(): void {
    if (this.#atMs === Number.POSITIVE_INFINITY || this.#landing !== null) return;
    const leftMs = this.#atMs - performance.now();
    if (leftMs > this.#nearMs()) return this.set(this.#atMs);
    const tookMs = Math.min(leads.mostMs, Math.max(leads.leastMs, 1.3 * (this.#leadMs - leftMs)));
    this.#leadMs += (tookMs - this.#leadMs) / 8;
    this.#land();
  }

  #nearMs(): number {
    return Math.max(nearMs, this.#leadMs);
  }

  /** Tells the clock's thread, and wakes it for that only when it has not gone on to this alarm by itself. */
  #sleepUntil(atMs: number, thenMs: number): void {
    const { words, target } = this.#shared;
    const ticket = Atomics.load(words, at.next);
    // Whoever sleeps for this ticket will call for it, or has called and will be heard.
    const isKnown = atMs === this.#nextMs && Atomics.load(words, at.asleep) === ticket && ticket !== 0;
    if (!isKnown) target[0] = atMs + this.#offsetMs - this.#leadMs;
    this.#nextMs = thenMs;
    target[1] = thenMs + this.#offsetMs - this.#leadMs;
    // Never 0, which stands for none.
    Atomics.store(words, at.next, (ticket % 2_000_000_000) + 1);
    if (isKnown) return;
    Atomics.add(words, at.version, 1);
    Atomics.notify(words, at.version);
  }

  #land(): void {
    this.#landing = null;
    const beganMs = performance.now();
    if (this.#atMs - beganMs > this.#nearMs()) return this.set(this.#atMs);
    let nowMs = beganMs;
    while (nowMs < this.#atMs) {
      if (this.#atMs - nowMs > 1.5 * spinMs) Atomics.wait(this.#nap, 0, 0, this.#atMs - nowMs - spinMs);
      nowMs = performance.now();
    }
    this.#waited(nowMs - beganMs);
    this.#atMs = Number.POSITIVE_INFINITY;
    this.#ring(nowMs);
  }
}

/** The process's clock − this thread's. The largest of a few looks: a pause between the two readings only makes it smaller. */
function measureOffset(): number {
  return Math.max(...Array.from({ length: 5 }, () => processNow() - performance.now()));
}
