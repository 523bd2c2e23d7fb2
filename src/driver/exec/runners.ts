import type { Runner } from './job.ts';
import { openLauncher, type Place } from './launcher.ts';
import type { LauncherNumbers } from './launcher-script.ts';
import { PlainRunner } from './plain-runner.ts';

/** Opens a runner that works. */
export type OpenRunner = () => Promise<Runner>;

/** Launchers, where the first one shows that they work here; else what does without. */
export function launchersOrPlain(place: Place, numbers: LauncherNumbers | null): OpenRunner {
  if (numbers === null) return async () => new PlainRunner(place);
  let works: Promise<boolean> | null = null;
  return async () => {
    const first = works === null ? openLauncher(place, numbers) : null;
    works ??= first?.then((launcher) => launcher !== null) ?? null;
    const launcher = await (first ?? ((await works) === true ? openLauncher(place, numbers) : null));
    return launcher ?? new PlainRunner(place);
  };
}

/** Runners that stand ready: each is one user's for as long as its session lasts, and then another's. */
export class Runners {
  readonly #open: OpenRunner;
  readonly #idle: Runner[] = [];
  /** All that live, lent or not, and those that are being opened. */
  readonly #all: Set<Runner> = new Set();
  readonly #opening: Set<Promise<Runner | null>> = new Set();
  #isClosed: boolean = false;

  constructor(open: OpenRunner) {
    this.#open = open;
  }

  /** Readies so many. */
  async ready(count: number): Promise<void> {
    const missing = Math.max(0, count - this.#idle.length);
    const opened = await Promise.all(Array.from({ length: missing }, () => this.open()));
    for (const runner of opened) if (runner !== null) this.give(runner);
  }

  /** One that stands ready; null where none does. */
  take(): Runner | null {
    for (;;) {
      const runner = this.#idle.pop();
      if (runner === undefined) return null;
      if (!runner.isLost) return runner;
      void this.discard(runner);
    }
  }

  /** A new one; null when all are closed. */
  async open(): Promise<Runner | null> {
    const opening = this.#openOne();
    this.#opening.add(opening);
    const runner = await opening;
    this.#opening.delete(opening);
    return runner;
  }

  /** Takes one back on which nothing runs. */
  give(runner: Runner): void {
    if (this.#isClosed || runner.isLost) void this.discard(runner);
    else this.#idle.push(runner);
  }

  /** Ends one, with what runs on it. */
  async discard(runner: Runner): Promise<void> {
    await runner.close();
    this.#all.delete(runner);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#opening);
    await Promise.all([...this.#all].map((runner) => this.discard(runner)));
  }

  async #openOne(): Promise<Runner | null> {
    if (this.#isClosed) return null;
    const runner = await this.#open();
    this.#all.add(runner);
    if (!this.#isClosed) return runner;
    await this.discard(runner);
    return null;
  }
}
