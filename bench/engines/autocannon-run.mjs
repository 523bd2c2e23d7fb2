// One run of autocannon, as its own process: once to warm up, then measured, so that neither its start nor its compilation is counted.
import autocannon from 'autocannon';

const { warmUpSeconds, seconds, ...options } = JSON.parse(process.argv[2]);
await autocannon({ ...options, duration: warmUpSeconds });
const before = process.cpuUsage();
const result = await autocannon({ ...options, duration: seconds });
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ result, cpuMs: (user + system) / 1_000 }));
