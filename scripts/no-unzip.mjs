// Stands in for `unzip-stream` in the action's bundle: the artifact client loads it for downloads, which the action never does.
export default {
  Extract() {
    throw new Error('This bundle cannot unpack artifacts.');
  },
};
