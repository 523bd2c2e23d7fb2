// A service that does a fixed amount of work for each request, or waits for as long; how much more than usual is said by work.json.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { service, extra } = JSON.parse(readFileSync(new URL('work.json', import.meta.url), 'utf8'));
const rounds = Math.round(26_000 * (1 + extra));
const waitMs = 20 * (1 + extra);

function compute() {
  let sum = 0;
  for (let round = 0; round < rounds; round += 1) sum = (sum + Math.sqrt(round ^ (sum & 1_023))) % 1_000_003;
  // Some rubbish, as services make it.
  return JSON.stringify({ sum, list: Array.from({ length: 200 }, (_, index) => index + sum) });
}

createServer((request, response) => {
  if (request.url === '/health') return response.end('ok');
  if (service === 'waits') return void setTimeout(() => response.end('done'), waitMs);
  return response.end(compute());
}).listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
