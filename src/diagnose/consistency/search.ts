import { isCertain, type Effect } from './effect.ts';

/** What operations do. States are whole numbers that only the model understands. */
export interface Model {
  readonly start: number;
  /** The state after operation `index`; null where it cannot have ended as it did in that state. */
  readonly step: (state: number, index: number) => number | null;
  /** Whether it leaves this state and all that can come after it as they are, wherever it can end as it did. */
  readonly isPure: (state: number, index: number) => boolean;
}

/** What a search found, and how many steps it took. */
export interface Searched {
  readonly kind: 'legal' | 'illegal' | 'unknown';
  readonly steps: number;
}

interface Frame {
  /** Operations that can come next; all before `next` were tried. */
  readonly choices: readonly number[];
  next: number;
  readonly state: number;
  /** The first operation that must still come. */
  readonly first: number;
  /** The operation that led here; −1 at the start. */
  readonly taken: number;
}

/**
 * Looks for an order in which all operations could have come one after another, each between its call and its return; one of unknown
 * outcome at any time after its call, or never. `effects` by `earliestMs`, `model` made for them. Exact, and may take long: so it counts
 * steps, not time, and gives up after `mostSteps`. Sources: J. M. Wing, C. Gong, Testing and verifying concurrent objects, Journal of
 * Parallel and Distributed Computing 17, 1993; G. Lowe, Testing for linearizability, Concurrency and Computation 29, 2017 (what was tried
 * is remembered as set and state). What changes no state is placed as soon as it fits, without another try.
 */
export function search(effects: readonly Effect[], model: Model, mostSteps: number): Searched {
  const starts = Float64Array.from(effects, ({ earliestMs }) => earliestMs);
  const ends = Float64Array.from(effects, ({ latestMs }) => latestMs);
  const doubtful = effects.flatMap((effect, index) => (isCertain(effect) ? [] : [index]));
  const isDone = new Uint8Array(effects.length);
  const endOf = (index: number): number => ends[index] ?? Number.NEGATIVE_INFINITY;
  const startOf = (index: number): number => starts[index] ?? Number.POSITIVE_INFINITY;
  const isDoubtful = (index: number): boolean => ends[index] === Number.POSITIVE_INFINITY;

  const firstFrom = (index: number): number => {
    let first = index;
    while (first < effects.length && (isDone[first] === 1 || isDoubtful(first))) first += 1;
    return first;
  };
  const choose = (state: number, first: number): readonly number[] => {
    const choices: number[] = [];
    let boundMs = Number.POSITIVE_INFINITY;
    for (let index = first; index < effects.length && startOf(index) <= boundMs; index += 1) {
      if (isDone[index] === 1) continue;
      if (model.isPure(state, index) && model.step(state, index) !== null) return [index];
      choices.push(index);
      boundMs = Math.min(boundMs, endOf(index));
    }
    return [...choices, ...doubtful.filter((index) => index < first && isDone[index] === 0)];
  };
  /** The same for the same operations done and the same state, and for no others. */
  const nameOf = (state: number, first: number): string => {
    let name = `${state}.${first}`;
    for (const index of doubtful) if (isDone[index] === 1) name += `,${index}`;
    for (let index = first + 1; index < effects.length && startOf(index) <= endOf(first); index += 1) {
      if (isDone[index] === 1 && !isDoubtful(index)) name += `,${index}`;
    }
    return name;
  };

  const tried = new Set<string>();
  let steps = 0;
  const begin = firstFrom(0);
  const frames: Frame[] = [{ choices: choose(model.start, begin), next: 0, state: model.start, first: begin, taken: -1 }];
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    if (frame.first >= effects.length) return { kind: 'legal', steps };
    const index = frame.choices[frame.next];
    if (index === undefined) {
      frames.pop();
      if (frame.taken >= 0) isDone[frame.taken] = 0;
      continue;
    }
    if (steps >= mostSteps) return { kind: 'unknown', steps };
    steps += 1;
    frame.next += 1;
    const state = model.step(frame.state, index);
    if (state === null) continue;
    isDone[index] = 1;
    const first = firstFrom(frame.first);
    const name = nameOf(state, first);
    if (tried.has(name)) isDone[index] = 0;
    else {
      tried.add(name);
      frames.push({ choices: choose(state, first), next: 0, state, first, taken: index });
    }
  }
  return { kind: 'illegal', steps };
}
