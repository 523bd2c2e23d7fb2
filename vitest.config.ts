import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two noisy cores: real services and real load must not fight for them.
    maxWorkers: 2,
    fileParallelism: true,
  },
});

export default config;
