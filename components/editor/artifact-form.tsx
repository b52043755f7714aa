import type { DocumentPath } from "#lib/client/document-places";
export function ArtifactForm({ path = [] }: { path?: DocumentPath }) {
  return <p>{path.length}</p>;
}
