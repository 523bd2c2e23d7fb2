import type { World } from '../world.ts';
import { openCacheStore } from './cache.ts';
import { openFileStore } from './file.ts';
import type { Place } from './place.ts';
import type { BaselineSettings } from './settings.ts';
import type { Baseline } from './store.ts';

export type { Place } from './place.ts';
export type { Baseline } from './store.ts';

/** Opens the store the settings ask for. Touches nothing yet. */
export function openBaseline(settings: BaselineSettings, place: Place, world: World): Baseline {
  switch (settings.store) {
    case 'cache':
      return openCacheStore(place, world);
    case 'file':
      return openFileStore(settings.file, place, world);
    default:
      return nowhere;
  }
}

const nowhere: Baseline = {
  recall: async () => ({ kind: 'none', sentence: 'No baseline: the configuration keeps none.' }),
  keep: async () => ({ kind: 'not-kept', sentence: 'The run was not kept: the configuration keeps no baseline.' }),
};
