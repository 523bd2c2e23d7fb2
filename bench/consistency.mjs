// How fast and how surely is a history judged? `npm run bench:consistency`.
//   -- --only speed,differential --histories 60000 --repetitions 5 --seed 1
// speed: histories of 20 simulated clients of an object that is right, and the same with real time broken; beside the general search.
// differential: small random histories, with unknown outcomes and spoiled answers, against trying all orders.
import { readOptions } from './options.mjs';
import { printParts } from './typescript.mjs';

const { only, histories, repetitions, seed } = readOptions({ only: ['speed', 'differential'], histories: 60_000, repetitions: 5, seed: 1 });

await printParts(only, (load) => ({
  speed: async () => (await load('consistency/speed')).benchSpeed(repetitions, seed),
  differential: async () => (await load('consistency/differential')).benchDifferential(histories, seed),
}));
