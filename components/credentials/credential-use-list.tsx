import { Link } from "#components/ui/link";
import { otherUsesWords } from "#lib/client/credential-words";
import { artifactHref, versionLabel } from "#lib/client/registry-view";
import type { CredentialUses } from "#lib/domain/credentials";

/** The artifacts that name a credential. */
export function CredentialUseList({ uses }: { uses: CredentialUses }) {
  const others = otherUsesWords(uses);
  if (uses.totalCount === 0) return <p className="text-ink-3">No artifact names it.</p>;
  return (
    <ul className="grid gap-1">
      {uses.artifacts.map((artifact) => (
        <li key={artifact.id} className="flex min-w-0 items-baseline gap-2">
          <Link href={artifactHref(artifact.id)} className="truncate font-medium hover:underline">
            {artifact.name}
          </Link>
          <span className="shrink-0 text-sm text-ink-3">{versionLabel(artifact)}</span>
        </li>
      ))}
      {others && <li className="text-ink-3">{others}</li>}
    </ul>
  );
}
