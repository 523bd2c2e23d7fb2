// A neighbour that burns one core in bursts of 0.2 to 2 s, with pauses as long between them, until its parent is gone.
const parent = process.ppid;
for (;;) {
  burn(200 + 1_800 * Math.random());
  await new Promise((wake) => setTimeout(wake, 200 + 1_800 * Math.random()));
  if (process.ppid !== parent) process.exit();
}

function burn(ms) {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
