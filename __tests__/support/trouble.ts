import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** What a fake may be told to do instead of its duty. */
export type Trouble =
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'corrupt' };

interface Planned {
  readonly route: string;
  readonly trouble: Trouble;
  left: number;
}

/** Fault switches of a fake, one list for all its routes. */
export interface TroubleSwitch {
  /** From now on, the next `times` requests of this route (`*`: any) meet the trouble; for ever if not said. */
  plan(route: string, trouble: Trouble, times?: number): void;
  heal(): void;
  /** The trouble the next request of this route must meet; counts it. */
  meet(route: string): Trouble | undefined;
}

/** A switch with nothing planned. */
export function openTroubleSwitch(): TroubleSwitch {
  const planned: Planned[] = [];
  return {
    plan: (route, trouble, times = Number.POSITIVE_INFINITY) => {
      planned.push({ route, trouble, left: times });
    },
    heal: () => {
      planned.length = 0;
    },
    meet: (route) => {
      const found = planned.find((one) => one.left > 0 && (one.route === route || one.route === '*'));
      if (found !== undefined) found.left -= 1;
      return found?.trouble;
    },
  };
}

/** Lets the trouble happen on the wire; true when that settled the request. */
export async function suffer(trouble: Trouble | undefined, response: ServerResponse): Promise<boolean> {
  switch (trouble?.kind) {
    case 'answer':
      response.writeHead(trouble.status, { 'content-type': 'application/json', ...trouble.headers });
      response.end(JSON.stringify(trouble.body ?? {}));
      return true;
    case 'slow':
      await delay(trouble.ms, undefined, { ref: false });
      return response.destroyed;
    case 'reset':
      response.destroy();
      return true;
    default:
      return false;
  }
}
