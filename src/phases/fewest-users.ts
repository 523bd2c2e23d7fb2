/** What was learned of the fewest users under which a fault shows. */
export interface FewestUsers {
  /** Under so many it showed in each of two loads; null where it did not under any number that was tried. */
  readonly users: number | null;
  /** Loads that it took. */
  readonly loads: number;
}

/** What is asked of each number of users. */
export interface FewestAsked {
  /** A number that is known to show it, at least now and then. */
  readonly most: number;
  /** Where fewer make no sense. */
  readonly least: 1 | 2;
  /** Whether one load of so many users shows it: a proof, which no noise can feign. That it does not proves nothing. */
  readonly shows: (users: number) => Promise<boolean>;
  /** Whether there is time for another load. */
  readonly mayGoOn: () => boolean;
}

/** So that whoever runs it again sees it again. */
const looks = 2;

/** Finds the fewest users under which a fault shows load after load: two first, because most races need no more, then by halves. */
export async function findFewestUsers({ most, least, shows, mayGoOn }: FewestAsked): Promise<FewestUsers> {
  let loads = 0;
  /** Null where the time was up before it could be told. */
  const showsSurely = async (users: number): Promise<boolean | null> => {
    for (let look = 0; look < looks; look += 1) {
      if (!mayGoOn()) return null;
      loads += 1;
      if (!(await shows(users))) return false;
    }
    return true;
  };
  const first = Math.min(2, most);
  const atFirst = await showsSurely(first);
  if (atFirst === true) {
    const alone = least < first && (await showsSurely(least)) === true;
    return { users: alone ? least : first, loads };
  }
  if (atFirst === null) return { users: null, loads };
  let users: number | null = null;
  let [low, high] = [first, most + 1];
  while (high - low > 1) {
    // Few are likelier to be enough than many, so the middle is that of their ratio.
    const middle = Math.min(high - 1, Math.max(low + 1, Math.round(Math.sqrt(low * high))));
    const shown = await showsSurely(middle);
    if (shown === null) break;
    if (shown) users = high = middle;
    else low = middle;
  }
  return { users, loads };
}
