import { parseArgs } from 'node:util';

/**
 * The options of a benchmark, `--name value` or `--name=value`. A default says of what kind its option is: a number, a word, a list
 * separated by commas, or `false` for a switch. Ends the program with a sentence when it is given something else.
 */
export function readOptions(defaults) {
  const kinds = Object.entries(defaults).map(([name, value]) => [name, { type: value === false ? 'boolean' : 'string' }]);
  try {
    const { values } = parseArgs({ options: Object.fromEntries(kinds) });
    const given = Object.entries(values).map(([name, value]) => [name, read(name, value, defaults[name])]);
    return { ...defaults, ...Object.fromEntries(given) };
  } catch (fault) {
    const names = Object.keys(defaults).map((name) => `--${name}`);
    console.error(`${fault.message}\noptions: ${names.join(' ')}`);
    return process.exit(2);
  }
}

function read(name, value, instead) {
  if (Array.isArray(instead)) return value.split(',').map((one) => read(name, one, instead[0]));
  if (typeof instead !== 'number') return value;
  const number = Number(value);
  if (!(Number.isInteger(number) && number > 0)) throw new Error(`--${name} ${value}: a whole number above zero is wanted`);
  return number;
}
