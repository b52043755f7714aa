import type { DocumentPath } from "#lib/client/document-places";
export function GroupForm({ path = [] }: { path?: DocumentPath }) {
  return <p>{path.length}</p>;
}
