// Arrivals as most scripts make them, in a process of its own; see timers.mjs. Begins a second before the measured time, to warm up.
import { Agent, get } from 'node:http';

const { url, timer, ratePerSecond, seconds } = JSON.parse(process.argv[2]);
const agent = new Agent({ keepAlive: true });
const stepMs = 1_000 / ratePerSecond;
const latesMs = [];

await arrive(1_000, () => undefined);
const before = process.cpuUsage();
await arrive(seconds * 1_000, (lateMs) => latesMs.push(lateMs));
const { user, system } = process.cpuUsage(before);

latesMs.sort((one, other) => one - other);
const [p50, p99, max] = [0.5, 0.99, 1].map((share) => latesMs[Math.ceil(share * latesMs.length) - 1]);
console.log(
  JSON.stringify({
    durationMs: seconds * 1_000,
    ratePerSecond: latesMs.length / seconds,
    plannedRatePerSecond: ratePerSecond,
    lagMs: { p50, p99, max },
    cpuMs: (user + system) / 1_000,
  }),
);

/** Sends a request for each arrival until the time is over, and tells how late each was. The first is due at once. */
function arrive(forMs, tellLate) {
  const beganAt = performance.now();
  let sent = 0;
  const send = () => {
    tellLate(performance.now() - beganAt - sent * stepMs);
    sent++;
    get(url, { agent }, (response) => response.resume()).on('error', (fault) => {
      throw fault;
    });
  };
  return timer === 'timeout' ? byTimeout() : byInterval();

  /** Each arrival starts the timer of the next: what a timer is late adds up. */
  function byTimeout() {
    return new Promise((resolve) => {
      (function next() {
        if (performance.now() - beganAt >= forMs) return resolve();
        send();
        setTimeout(next, stepMs);
      })();
    });
  }

  /** A look every millisecond sends all that is due by then. */
  function byInterval() {
    return new Promise((resolve) => {
      const interval = setInterval(() => {
        const isDue = () => sent * stepMs < Math.min(performance.now() - beganAt, forMs);
        while (isDue()) send();
        if (performance.now() - beganAt < forMs) return;
        clearInterval(interval);
        resolve();
      }, 1);
    });
  }
}
