import type { RedisOperation } from '../../model/redis.ts';

/** How long what an operation writes lives, in milliseconds: the shortest that its commands say as a plain number; null where none does. */
export function livesMs({ commands }: RedisOperation): number | null {
  const all = commands.flatMap((words) => lifeOf(words) ?? []);
  return all.length === 0 ? null : Math.min(...all);
}

const second = 1_000;

function lifeOf([command = '', ...words]: readonly string[]): number | null {
  switch (command.toUpperCase()) {
    case 'SETEX':
    case 'EXPIRE':
      return timeOf(words[1], second);
    case 'PSETEX':
    case 'PEXPIRE':
      return timeOf(words[1], 1);
    case 'SET':
      return optionOf(words.slice(2));
    case 'GETEX':
      return optionOf(words.slice(1));
    default:
      return null;
  }
}

function optionOf(options: readonly string[]): number | null {
  const at = options.findIndex((word) => /^[EP]X$/i.test(word));
  return at < 0 ? null : timeOf(options[at + 1], /^E/i.test(options[at] ?? '') ? second : 1);
}

function timeOf(word: string | undefined, unitMs: number): number | null {
  return word !== undefined && /^[1-9]\d{0,12}$/.test(word) ? Number(word) * unitMs : null;
}
