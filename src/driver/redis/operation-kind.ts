import { createHash } from 'node:crypto';

import type { RedisOperation } from '../../model/redis.ts';
import { decideJsonChecks } from '../json-checks.ts';
import type { OperationKind } from '../operation-kind.ts';
import type { RedisGiven } from './given.ts';
import { wordsOf } from './words.ts';

/** What this driver knows of its operations. */
export const redisKind: OperationKind = {
  driver: 'redis',
  actions: ['redis', 'pipeline', 'multi', 'script'],
  details: ['hits'],
  expects: ['json'],
  portTexts: [['redis', 'url']],
  decide: (given) => ({
    driver: 'redis',
    ...asked(given),
    hits: given.hits ?? false,
    expect: { json: decideJsonChecks(given.expect.json) },
  }),
  textsOf: ({ redis, pipeline, multi, script }) => [redis, pipeline, multi, script?.keys, script?.arguments],
};

function asked({ redis, pipeline, multi, script }: RedisGiven): Pick<RedisOperation, 'mode' | 'commands' | 'lua'> {
  if (script !== undefined) {
    const digest = createHash('sha1').update(script.lua).digest('hex');
    return {
      mode: 'script',
      commands: [['EVALSHA', digest, String(script.keys.length), ...script.keys, ...script.arguments.map(String)]],
      lua: script.lua,
    };
  }
  const given = redis === undefined ? (pipeline ?? multi ?? []) : [redis];
  const mode = redis === undefined ? (pipeline === undefined ? 'transaction' : 'pipeline') : 'single';
  return { mode, commands: given.map((command) => wordsOf(command) ?? []), lua: null };
}
