import type { LoadProgress } from './observation.ts';
import type { Phase, PhaseName } from './run.ts';

/** What a measuring run says while it goes on. */
export type Progress =
  | { readonly kind: 'phase-began'; readonly phase: PhaseName; readonly elapsedMs: number; readonly budgetMs: number }
  | {
      readonly kind: 'phase-moved';
      readonly phase: PhaseName;
      readonly elapsedMs: number;
      readonly budgetMs: number;
      /** e.g. `31/46 scenarios`; empty when the load alone speaks. */
      readonly detail: string;
      readonly load: LoadProgress | null;
    }
  | { readonly kind: 'phase-ended'; readonly phase: Phase; readonly elapsedMs: number; readonly budgetMs: number }
  | { readonly kind: 'note'; readonly text: string };
