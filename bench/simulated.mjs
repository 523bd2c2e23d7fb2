// How fast is a service that does not exist, and does it queue as theory says? `npm run bench:simulated`.
//   -- --only speed,theory --repetitions 5 --arrivals 1000000 --seed 1
// speed: ten minutes of 20 users in made-up time. theory: waiting times of M/M/c against Erlang's formula.
import { readOptions } from './options.mjs';
import { printParts } from './typescript.mjs';

const { only, repetitions, arrivals, seed } = readOptions({ only: ['speed', 'theory'], repetitions: 5, arrivals: 1_000_000, seed: 1 });

await printParts(only, (load) => ({
  speed: async () => (await load('simulated/speed')).benchSpeed(repetitions, seed),
  theory: async () => (await load('simulated/theory')).benchTheory(arrivals, seed),
}));
