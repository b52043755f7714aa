import type { DocumentPath } from "#lib/client/document-places";
export function ContainerForm({ path = [] }: { path?: DocumentPath }) {
  return <p>{path.length}</p>;
}
