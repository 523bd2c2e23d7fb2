import { resolve } from 'node:path';
import { decideConfig } from '../../src/config/decide.ts';
import type { Config } from '../../src/config/schema.ts';
import type { Asked } from '../../src/phases/asked.ts';
import { succeed, type Succession } from '../../src/phases/succession.ts';
import { writeScenario } from '../../src/property/text.ts';
import { startService } from '../../src/service/start.ts';
import { beginStory, type Story } from '../../src/story.ts';
import type { World } from '../../src/world.ts';

/** The configuration of one of the fixtures, as a user would write it. */
export function configOf(
  fixture: string,
  operations: Readonly<Record<string, unknown>>,
  users: string,
  world: World,
  environment: Readonly<Record<string, string>> = {},
  properties: Readonly<Record<string, unknown>> = {},
): Config {
  return decided({ service: serviceOf([`${fixture}.mjs`], environment), operations, users, properties }, world);
}

/** `service:` that runs a fixture with these words for Node. */
export function serviceOf(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Readonly<Record<string, unknown>> {
  return { start: [process.execPath, ...words], ready: '/health', environment, directory: resolve('fixtures/services') };
}

/** A configuration as a file would hold it. */
export function decided(given: Readonly<Record<string, unknown>>, world: World): Config {
  return decideConfig({
    file: { path: 'a test', text: JSON.stringify(given) },
    flags: {},
    environment: world.environment,
    directory: world.directory,
    inActions: false,
  });
}

/** What a run is asked for; the command that runs a scenario again is its text alone. */
export function askedOf(config: Config): Asked {
  return {
    config,
    seed: 7,
    path: '',
    source: { repository: '', commit: '', ref: '' },
    runner: { os: '', arch: '', cpuModel: '', cores: 2, memoryBytes: 1e9, node: '', image: '' },
    base: { kind: 'unasked' },
    examples: [],
    accepted: [],
    replayCommand: (scenario, seek) => writeScenario(scenario, undefined, seek),
  };
}

/** A process of the service with all that is on it, and the story that its phases go into. */
export interface Opened extends AsyncDisposable {
  readonly line: Succession;
  readonly story: Story;
}

/** Starts the service. */
export async function openStand(config: Config, world: World): Promise<Opened> {
  const story = beginStory(120_000, world, () => undefined);
  const line = await succeed(await startService(config.service, world), config, story, world);
  return { line, story, [Symbol.asyncDispose]: () => line[Symbol.asyncDispose]() };
}
