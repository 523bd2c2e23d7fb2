import { execFile } from 'node:child_process';

/** No single run of a benchmark takes nearly as long. */
const timeoutMs = 120_000;

/** Runs a program to its end and resolves with what it printed; rejects with what it complained about when it fails. */
export function runProgram([program, ...args]) {
  return new Promise((resolve, reject) => {
    execFile(program, args, { maxBuffer: 64 * 1024 ** 2, timeout: timeoutMs }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(new Error(`${[program, ...args].join(' ')}\n${error.message}\n${stderr || stdout}`.slice(0, 4_000)));
    });
  });
}
