/** A folder that an installer fills, and what says how. */
export interface DependencyKind {
  readonly folder: string;
  /** Beside the folder: what is the same in both installs the same. */
  readonly locks: readonly string[];
  /** Say it less exactly; looked at where there is no lock. */
  readonly manifests: readonly string[];
  /** For people: what would install it. */
  readonly example: string;
}

export const dependencyKinds: readonly DependencyKind[] = [
  {
    folder: 'node_modules',
    locks: ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'],
    manifests: ['package.json'],
    example: 'npm ci',
  },
  {
    folder: '.venv',
    locks: ['requirements.txt', 'poetry.lock', 'uv.lock', 'pdm.lock', 'Pipfile.lock'],
    manifests: ['pyproject.toml', 'setup.py', 'setup.cfg', 'Pipfile'],
    example: 'uv sync',
  },
  {
    folder: 'vendor',
    locks: ['composer.lock', 'Gemfile.lock', 'go.sum'],
    manifests: ['composer.json', 'Gemfile', 'go.mod'],
    example: 'composer install',
  },
];
