// Works on buffers of 200 KB that live for one request.
import { createHash } from 'node:crypto';
import { serve } from '../serve.mjs';

serve({
  '/hash': () => {
    const body = Buffer.alloc(200_000, 7);
    return { hash: createHash('sha1').update(body).digest('hex') };
  },
});
