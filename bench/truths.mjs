// Does a gate say what is true? Simulated services of which it is known: `npm run bench:truths`.
//   -- --seeds 100 --first 1 --truth leak
import { readOptions } from './options.mjs';
import { printParts } from './typescript.mjs';

const { seeds, first, truth } = readOptions({ seeds: 100, first: 1, truth: '' });

await printParts(['truths'], (load) => ({ truths: async () => (await load('simulated/truths')).benchTruths(seeds, first, truth) }));
