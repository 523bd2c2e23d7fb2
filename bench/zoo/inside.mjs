// Loaded into a Node service of the zoo beside it (--import): answers a message with what is alive after two collections.
process.on('message', () => {
  globalThis.gc();
  setTimeout(() => {
    globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    process.send(heapUsed + external);
  }, 300);
});
process.channel?.unref();
