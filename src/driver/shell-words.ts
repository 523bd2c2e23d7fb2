/** Program and first arguments by which this system's shell runs a line. */
export const shellWords: readonly string[] = process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c'] : ['/bin/sh', '-c'];
