/**
 * Measures every engine of every group once a round, so that a bad minute of the machine meets all of them alike. The order of the
 * engines turns from round to round: none always follows the same one. `groups` are `[group, names of engines]`; `measure(group,
 * engine)` resolves with a result. Resolves with all results, each with its `group` and `engine`, in the order of the rounds.
 */
export async function interleave(rounds, groups, measure) {
  const results = [];
  for (let round = 0; round < rounds; round++) {
    for (const [group, engines] of groups) {
      for (let turn = 0; turn < engines.length; turn++) {
        const engine = engines[(round + turn) % engines.length];
        tellProgress(`round ${round + 1} of ${rounds}: ${group}, ${engine}`);
        results.push({ ...(await measure(group, engine)), group, engine });
      }
    }
  }
  tellProgress('');
  return results;
}

/** One line that is written over again, where somebody watches. */
function tellProgress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}
