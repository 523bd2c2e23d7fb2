import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';

/** Whether a program can be started by this name from a folder, with these folders to look in. On Windows nobody looks: a name may end in much there. */
export async function isProgram(name: string, directory: string, path: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const places = name.includes('/') ? [directory] : path.split(delimiter).map((folder) => resolve(directory, folder));
  const found = await Promise.all(places.map((folder) => isExecutable(resolve(folder, name))));
  return found.includes(true);
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
