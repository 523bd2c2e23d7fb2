// Types of a module for `plimsoll race`. There is nothing to import at run time: import type { Races } from 'plimsoll/race'.
import type { Arbitrary, Scheduler } from 'fast-check';

/** fast-check as Plimsoll brings it along: handed in, so that a module needs none of its own and versions never meet. */
export type FastCheck = typeof import('fast-check');

/** Nothing or true: it held. False, or anything thrown: it broke. */
export type Answer = Promise<boolean | void>;

/** Makes the steps of what is raced wait with `s.schedule` or `s.scheduleFunction`, lets it all run in `s.waitFor`, and looks what came of it. */
export type PlainRace = (s: Scheduler, fc: FastCheck) => Answer;

/** The same with an input that fast-check generates, and makes smaller when it breaks. */
export interface GeneratedRace<Input = unknown> {
  readonly arbitrary: (fc: FastCheck) => Arbitrary<Input>;
  test(s: Scheduler, input: Input, fc: FastCheck): Answer;
}

/** `export const races`: by the sentence that must hold. */
export type Races = Readonly<Record<string, PlainRace | GeneratedRace>>;
