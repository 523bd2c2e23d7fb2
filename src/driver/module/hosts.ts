import type { HostPlace } from './launch-host.ts';
import { HostProcess, type HostLimits } from './host-process.ts';

/** The process of a module, and the next one where that is lost. */
export class Hosts {
  readonly #place: HostPlace;
  readonly #limits: HostLimits;
  readonly #onProcesses: (pids: readonly number[]) => void;
  /** All that are not gone yet. */
  readonly #living: Set<HostProcess> = new Set();
  #current: HostProcess | null = null;
  #numbers: number = 0;

  constructor(place: HostPlace, limits: HostLimits, onProcesses: (pids: readonly number[]) => void) {
    this.#place = place;
    this.#limits = limits;
    this.#onProcesses = onProcesses;
  }

  /** Numbers of calls are never the same, whichever process they are in. */
  nextNumber(): number {
    this.#numbers += 1;
    return this.#numbers;
  }

  /** The one that calls go to. A module that cannot be loaded is not tried again with every one of them. */
  current(): HostProcess {
    const { lost, isLoaded } = this.#current ?? { lost: null, isLoaded: false };
    return this.#current !== null && (lost === null || !isLoaded) ? this.#current : this.#open();
  }

  /** The one before a load: what could not be loaded is tried again. */
  fresh(): HostProcess {
    return this.#current?.lost === null ? this.#current : this.#open();
  }

  /** The one there is now, if there is any. */
  get standing(): HostProcess | null {
    return this.#current?.lost === null ? this.#current : null;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#living].map((host) => host.close()));
  }

  #open(): HostProcess {
    const host = new HostProcess(this.#place, this.#limits);
    this.#current = host;
    if (host.pid === null) return host;
    this.#living.add(host);
    this.#tell();
    void host.gone.then(() => this.#forget(host));
    return host;
  }

  #forget(host: HostProcess): void {
    this.#living.delete(host);
    this.#tell();
  }

  #tell(): void {
    this.#onProcesses([...this.#living].flatMap(({ pid }) => (pid === null ? [] : [pid])));
  }
}
