// Compiles a template the first time it is asked for, as template engines and validators do: 400 in all.
import { compileFunction } from 'node:vm';
import { between, serve } from '../serve.mjs';

const compiled = new Map();

serve({
  '/render': () => {
    const id = between(1, 400);
    if (!compiled.has(id)) {
      const lines = Array.from({ length: 30 }, (_, line) => `out += 'row ${id}.${line}: ' + (values[${line}] ?? ${id * line});`);
      compiled.set(id, compileFunction(`let out = ''; ${lines.join('\n')} return out;`, ['values']));
    }
    return { length: compiled.get(id)([id]).length };
  },
});
