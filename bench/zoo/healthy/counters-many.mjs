// Keeps a profile for each of 5 000 visitors, who come in no order: it fills quickly at first and ever more slowly.
import { between, serve, text } from '../serve.mjs';

const profiles = new Map();

serve({
  '/visit': () => {
    const id = between(1, 5_000);
    const profile = profiles.get(id) ?? { id, visits: 0, notes: text(1_200) };
    profile.visits += 1;
    profiles.set(id, profile);
    return { id, visits: profile.visits };
  },
});
