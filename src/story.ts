import type { LoadProgress } from './model/observation.ts';
import type { Progress } from './model/progress.ts';
import type { Phase, PhaseName } from './model/run.ts';
import type { World } from './world.ts';

/** Listens to a run while it goes on. */
export type Tell = (progress: Progress) => void;

/** The phases as they pass: their order, their cost, and what is told of them. */
export interface Story {
  /** Begins a phase; the one before it must have ended. */
  begin(name: PhaseName): void;
  move(detail: string, load: LoadProgress | null): void;
  end(summary: string): void;
  readonly phases: readonly Phase[];
  /** The phase that goes on, or the last one. */
  current(): PhaseName;
  elapsedMs(): number;
  /** What is left of the budget for what goes on; negative when it is overrun. */
  leftMs(): number;
  /** Puts a part of the budget aside for what comes last; nothing is put aside any more when it is 0. */
  putAside(ms: number): void;
}

/** Begins the story of one run. */
export function beginStory(budgetMs: number, world: World, tell: Tell): Story {
  const beganMs = world.now();
  const phases: Phase[] = [];
  let current: { readonly name: PhaseName; readonly beganMs: number } | null = null;
  let last: PhaseName = 'startup';
  let asideMs = 0;
  const elapsedMs = (): number => world.now() - beganMs;
  return {
    begin: (name) => {
      current = { name, beganMs: world.now() };
      last = name;
      tell({ kind: 'phase-began', phase: name, elapsedMs: elapsedMs(), budgetMs });
    },
    move: (detail, load) => {
      if (current !== null) tell({ kind: 'phase-moved', phase: current.name, elapsedMs: elapsedMs(), budgetMs, detail, load });
    },
    end: (summary) => {
      if (current === null) return;
      const phase = { name: current.name, durationMs: world.now() - current.beganMs, summary };
      phases.push(phase);
      current = null;
      tell({ kind: 'phase-ended', phase, elapsedMs: elapsedMs(), budgetMs });
    },
    phases,
    current: () => last,
    elapsedMs,
    leftMs: () => budgetMs - asideMs - elapsedMs(),
    putAside: (ms) => {
      asideMs = ms;
    },
  };
}

/** Begins a load's warm-up. The returned function ends it and begins the steady phase, the first time it is called. */
export function beginWarmup(story: Story): (summary: string) => void {
  let warm = false;
  story.begin('warm-up');
  return (summary) => {
    if (warm) return;
    warm = true;
    story.end(summary);
    story.begin('steady');
  };
}
