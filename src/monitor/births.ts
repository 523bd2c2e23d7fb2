import { keepOpen } from './kept-file.ts';

/** Tells whether a process or a thread may have begun anywhere on the machine. */
export interface Births extends Disposable {
  /** A number that stays the same until one has; null where the kernel does not say. */
  latest(): number | null;
}

/** By the process number that was handed out last, the fifth field of /proc/loadavg: as long as it stays no tree can have grown. */
export function watchBirths(): Births {
  const file = keepOpen('/proc/loadavg');
  return {
    latest: () => {
      const number = Number(file?.read()?.toString('latin1').split(' ')[4]);
      return Number.isInteger(number) ? number : null;
    },
    [Symbol.dispose]: () => file?.close(),
  };
}
