import { oneLine } from './cut.ts';
import { degraded, done, type Delivery } from './delivery.ts';

export interface ArtifactPlace {
  readonly serverUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly runId: string;
  readonly runAttempt: string;
  readonly suite: string;
}

/** The artifact's name: one a suite and attempt, since a name can be used once in a run. */
export function artifactName(place: ArtifactPlace): string {
  const suite = place.suite.replaceAll(/[^\w.-]+/g, '-').slice(0, 100);
  return ['plimsoll', suite, place.runAttempt].filter((part) => part !== '').join('-');
}

/** Uploads files (absolute, all below `root`) as one artifact of this run. Needs no permission, but GitHub's own service. */
export async function uploadArtifact(place: ArtifactPlace, files: readonly string[], root: string, deadlineMs = 60_000): Promise<Delivery> {
  if (!isGithubCom(place.serverUrl)) return degraded('No artifact: this GitHub server does not offer the artifact service.');
  const late = AbortSignal.timeout(deadlineMs);
  try {
    const { DefaultArtifactClient } = await import('@actions/artifact');
    const { id } = await Promise.race([
      new DefaultArtifactClient().uploadArtifact(artifactName(place), [...files], root),
      new Promise<never>((_, reject) => {
        late.addEventListener('abort', () => reject(new Error(`the service did not take it within ${deadlineMs / 1_000} s`)), {
          once: true,
        });
      }),
    ]);
    if (id === undefined) return degraded('No artifact: the service took it without naming it.');
    return done('Artifact uploaded.', `${place.serverUrl}/${place.repository}/actions/runs/${place.runId}/artifacts/${id}`);
  } catch (error) {
    return degraded(`No artifact: ${oneLine(error instanceof Error ? error.message : String(error), 200)}.`);
  }
}

function isGithubCom(serverUrl: string): boolean {
  const host = URL.canParse(serverUrl) ? new URL(serverUrl).hostname : '';
  return host === 'github.com' || host.endsWith('.ghe.com') || host.endsWith('.localhost');
}
