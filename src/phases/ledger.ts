import type { PhaseName, PhaseResources } from '../model/run.ts';
import type { ResourceUse } from '../model/reading.ts';
import { summarise } from '../monitor/summarise.ts';
import type { Monitor } from '../monitor/watch.ts';
import type { World } from '../world.ts';

/** Keeps account of what a process tree uses from one moment to another. */
export interface Ledger {
  /** Begins a page: looks closely, and begins the high-water mark of memory anew. */
  open(phase: PhaseName): Page;
  /** Enters a span whose ends are known only afterwards. */
  enter(phase: PhaseName, fromMs: number, toMs: number): void;
  /** The pages that were closed and hold something, in the order they were opened. */
  phases(): readonly PhaseResources[];
}

/** One span of time. */
export interface Page {
  /** Looks closely once more; the second time nothing happens. */
  close(): void;
  /** Null until it is closed, and where nothing could be watched. */
  use(): ResourceUse | null;
}

/** Opens the ledger of a monitor; without one all pages stay empty. */
export function openLedger(monitor: Monitor | null, world: World): Ledger {
  const pages: { readonly phase: PhaseName; readonly page: Page }[] = [];
  return {
    open: (phase) => {
      const page = openPage(monitor, world, 'with-sockets');
      pages.push({ phase, page });
      return page;
    },
    enter: (phase, fromMs, toMs) => {
      if (monitor === null) return;
      const use = (): ResourceUse | null => summarise(monitor.readings(), monitor.surveys(), fromMs, toMs);
      pages.push({ phase, page: { close: () => undefined, use } });
    },
    phases: () =>
      pages.flatMap(({ phase, page }) => {
        const use = page.use();
        return use === null ? [] : [{ phase, use }];
      }),
  };
}

/** Opens a page of no ledger; its last look is as close as is asked. */
export function openPage(monitor: Monitor | null, world: World, how?: 'with-sockets'): Page {
  if (monitor === null) return { close: () => undefined, use: () => null };
  const fromMs = world.now();
  monitor.mark();
  monitor.survey();
  let toMs: number | null = null;
  return {
    close: () => {
      if (toMs !== null) return;
      monitor.survey(how);
      toMs = world.now();
    },
    // Summed up later, because the reading after the end tells as well.
    use: () => (toMs === null ? null : summarise(monitor.readings(), monitor.surveys(), fromMs, toMs)),
  };
}
