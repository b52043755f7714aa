import { SourceBrowser, SourceComparison } from "#components/source/source-on-demand";
import { compareSourceVersions } from "#lib/operations/files";
import { load } from "#lib/web/page";

interface ShownSourceProps {
  catalogId: string;
  versionId: string;
  /** The version it is compared with. */
  withId: string | undefined;
  path: string | undefined;
}

/** What a page carries; more is too much to look through by hand. */
const mostChanged = 1000;

/** The files of a version, or what it changed of another. */
export async function ShownSource({ catalogId, versionId, withId, path }: ShownSourceProps) {
  const { from, to, files } = await load(compareSourceVersions, {
    catalogId,
    from: withId ?? versionId,
    to: versionId,
  });
  if (withId === undefined) {
    const { id, number } = to;
    return <SourceBrowser catalogId={catalogId} version={{ id, number }} path={path} />;
  }
  return (
    <SourceComparison
      key={`${from.id} ${to.id}`}
      catalogId={catalogId}
      from={{ id: from.id, number: from.number }}
      to={{ id: to.id, number: to.number }}
      files={files.slice(0, mostChanged).map((file) => ({
        path: file.path,
        before: file.before && { size: file.before.size },
        after: file.after && { size: file.after.size },
      }))}
      left={Math.max(0, files.length - mostChanged)}
      path={path}
    />
  );
}
