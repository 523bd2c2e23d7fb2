/** Mean waiting time of an M/M/c queue (Erlang's C formula), in units of the mean service time; `load` is arrivals per service time. */
export function waitOf(servers: number, load: number): number {
  // Erlang B by its recursion, then C: no factorials to overflow.
  let blocked = 1;
  for (let n = 1; n <= servers; n += 1) blocked = (load * blocked) / (n + load * blocked);
  const busy = load / servers;
  const waits = blocked / (1 - busy * (1 - blocked));
  return waits / (servers - load);
}
