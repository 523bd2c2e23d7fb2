import { serve } from './driver/module/host/serve.ts';

// The door of the process in which a user's module runs. It holds nothing of ours: whatever that module does, it does to itself.

serve();
